variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "region" {
  type = string
}

variable "trail_enabled" {
  type = bool
}

variable "load_balancer_log_account" {
  description = "AWS's own account that writes load-balancer logs in ap-northeast-1."
  type        = string
  default     = "582318560864"
}
