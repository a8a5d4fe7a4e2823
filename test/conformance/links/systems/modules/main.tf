# Links lead through module inputs, module outputs and two floors of modules; two of everything, wired crosswise.
module "keys" {
  source = "./keys"
}
module "front" {
  source = "./lb"
}
module "back" {
  source = "./lb"
}
module "guard_front" {
  source  = "./guard"
  lb_arn  = module.back.arn
  acl_arn = module.acls.strict
}
module "guard_back" {
  source  = "./guard"
  lb_arn  = module.front.nested.arn
  acl_arn = module.acls.lax
}
module "acls" {
  source = "./acls"
}
module "data" {
  source = "./data"
  keys = {
    db   = module.keys.logs
    logs = module.keys.data
  }
}
module "list" {
  source  = "./guard"
  lb_arn  = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/elsewhere/0123456789abcdef"
  acl_arn = module.acls.all[0]
}
