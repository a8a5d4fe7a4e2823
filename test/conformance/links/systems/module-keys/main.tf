# Modules with count and for_each, and outputs that are maps of what they made.
module "lb" {
  source   = "./lb"
  for_each = toset(["web", "api"])
}
module "many" {
  source = "./many"
}
resource "aws_lb_listener" "same_key" {
  for_each          = toset(["web", "api"])
  load_balancer_arn = module.lb[each.key].arn

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "fixed_key" {
  load_balancer_arn = module.lb["api"].arn

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "over_module" {
  for_each          = module.lb
  load_balancer_arn = each.value.arn

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "plain_map" {
  for_each          = toset(["web", "api"])
  load_balancer_arn = module.many.plain[each.key]

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "swapped_map" {
  for_each          = toset(["web", "api"])
  load_balancer_arn = module.many.swapped[each.key]

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "plain_fixed" {
  load_balancer_arn = module.many.plain["api"]

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "swapped_fixed" {
  load_balancer_arn = module.many.swapped["api"]

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "whole" {
  load_balancer_arn = module.many.whole["api"].arn

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener" "written" {
  load_balancer_arn = module.many.written["web"]

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
module "guard" {
  source   = "./guard"
  for_each = { web = "api", api = "web" }
  lb_arn   = module.lb[each.value].arn
}
module "guard_count" {
  source = "./guard"
  count  = 2
  lb_arn = module.many.list[count.index]
}
