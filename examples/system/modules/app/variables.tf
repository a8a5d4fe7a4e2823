variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "port" {
  type = number
}

variable "image_tag" {
  type = string
}

variable "task_count" {
  type = number
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "edge_security_group_id" {
  type = string
}

variable "endpoints_security_group_id" {
  type = string
}

variable "s3_prefix_list_id" {
  type = string
}

variable "target_group_arn" {
  type = string
}

variable "payment_gateway_cidr" {
  type = string
}

variable "monitoring_address" {
  description = "Public address that the monitoring agents come from."
  type        = string
}

variable "log_kms_key_arn" {
  type = string
}

variable "database_host" {
  type = string
}

variable "database_secret_arn" {
  type = string
}

variable "database_kms_key_arn" {
  type = string
}

variable "database_security_group_id" {
  type = string
}
