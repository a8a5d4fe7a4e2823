# Chobo is a made-up bookkeeping service that companies use over the internet: browsers reach an application load
# balancer, the containers and the database behind it have no public address.

locals {
  tags = {
    Service     = var.name
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}

module "audit" {
  source = "./modules/audit"

  name          = var.name
  account_id    = var.account_id
  region        = var.region
  trail_enabled = var.trail_enabled
}

module "network" {
  source = "./modules/network"

  name            = var.name
  region          = var.region
  cidr            = var.vpc_cidr
  zones           = var.zones
  log_kms_key_arn = module.audit.log_kms_key_arn
}

module "edge" {
  source = "./modules/edge"

  name              = var.name
  domain            = var.domain
  vpc_id            = module.network.vpc_id
  subnet_ids        = values(module.network.edge_subnet_ids)
  services          = var.services
  access_log_bucket = module.audit.access_log_bucket
  log_kms_key_arn   = module.audit.log_kms_key_arn
}

module "app" {
  source   = "./modules/app"
  for_each = var.services

  name       = "${var.name}-${each.key}"
  region     = var.region
  port       = each.value.port
  image_tag  = each.value.image_tag
  task_count = each.value.desired_count

  vpc_id                      = module.network.vpc_id
  subnet_ids                  = values(module.network.internal_subnet_ids)
  edge_security_group_id      = module.edge.security_group_id
  endpoints_security_group_id = module.network.endpoints_security_group_id
  s3_prefix_list_id           = module.network.s3_prefix_list_id
  target_group_arn            = module.edge.target_group_arns[each.key]
  payment_gateway_cidr        = var.payment_gateway_cidr
  monitoring_address          = module.network.nat_public_ip
  log_kms_key_arn             = module.audit.log_kms_key_arn

  database_host              = module.database.address
  database_secret_arn        = module.database.secret_arn
  database_kms_key_arn       = module.database.kms_key_arn
  database_security_group_id = module.database.security_group_id
}

module "database" {
  source = "./modules/database"

  name       = var.name
  vpc_id     = module.network.vpc_id
  subnet_ids = values(module.network.internal_subnet_ids)
  password   = var.db_password

  client_security_group_ids = { for name, app in module.app : name => app.security_group_id }
}

module "threat_detection_home" {
  source = "./modules/threat-detection"

  finding_publishing_frequency = var.guardduty_frequency
}

module "threat_detection_global" {
  source = "./modules/threat-detection"

  providers = {
    aws = aws.us_east_1
  }

  finding_publishing_frequency = var.guardduty_frequency
}
