output "service_address" {
  description = "Name that the load balancer answers to."
  value       = module.edge.dns_name
}

output "trail_arn" {
  description = "The account's trail, or null where an organisation trail is used."
  value       = module.audit.trail_arn
}

output "detector_ids" {
  description = "GuardDuty detectors by region."
  value = {
    (var.region)        = module.threat_detection_home.detector_id
    (var.global_region) = module.threat_detection_global.detector_id
  }
}

output "database_connection" {
  description = "Connection string of the database's administrator."
  value       = module.database.connection
  sensitive   = true
}
