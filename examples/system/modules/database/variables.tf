variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "password" {
  type      = string
  sensitive = true
}

variable "client_security_group_ids" {
  description = "Security groups that may reach the database, by name of the client."
  type        = map(string)
}
