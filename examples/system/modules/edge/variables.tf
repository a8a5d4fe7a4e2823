variable "name" {
  type = string
}

variable "domain" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "services" {
  type = map(object({
    port        = number
    health_path = string
  }))
}

variable "access_log_bucket" {
  type = string
}

variable "log_kms_key_arn" {
  type = string
}

variable "managed_rule_groups" {
  description = "AWS managed rule groups in order of evaluation."
  type        = list(string)
  default = [
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
  ]
}

variable "requests_per_five_minutes" {
  description = "Requests that one address may send in five minutes before it is blocked."
  type        = number
  default     = 2000
}
