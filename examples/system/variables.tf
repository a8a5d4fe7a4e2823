variable "name" {
  description = "Name of the service, and prefix of the names of its resources."
  type        = string
  default     = "chobo"
}

variable "environment" {
  description = "Environment that this configuration describes."
  type        = string
  default     = "production"
}

variable "account_id" {
  description = "AWS account that the service runs in (the made-up id that AWS uses in its own documentation)."
  type        = string
  default     = "123456789012"

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account id has twelve digits."
  }
}

variable "region" {
  description = "Home region of the service."
  type        = string
  default     = "ap-northeast-1"
}

variable "global_region" {
  description = "Region where AWS's global services report."
  type        = string
  default     = "us-east-1"
}

variable "zones" {
  description = "Availability zones that the service is spread over."
  type        = list(string)
  default     = ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]
}

variable "vpc_cidr" {
  description = "Address range of the VPC."
  type        = string
  default     = "10.20.0.0/16"
}

variable "domain" {
  description = "Domain name of the service."
  type        = string
  default     = "chobo.example"
}

variable "services" {
  description = "The containers behind the load balancer, by name."
  type = map(object({
    port          = number
    health_path   = string
    image_tag     = string
    desired_count = number
  }))
  default = {
    web = {
      port          = 8080
      health_path   = "/healthz"
      image_tag     = "2026.08.1"
      desired_count = 3
    }
  }
}

variable "payment_gateway_cidr" {
  description = "Addresses of the payment provider, the one outside network that the service calls (a documentation range)."
  type        = string
  default     = "203.0.113.0/28"
}

variable "trail_enabled" {
  description = "Whether this configuration owns the account's trail. False where an organisation trail is used."
  type        = bool
  default     = true
}

variable "guardduty_frequency" {
  description = "How often GuardDuty publishes updated findings."
  type        = string
  default     = "FIFTEEN_MINUTES"
}

variable "db_password" {
  description = "Password of the database's administrator. The default is made up, guards nothing, and only lets the example be planned."
  type        = string
  sensitive   = true
  default     = "made-up-password-for-this-example-only"
}
