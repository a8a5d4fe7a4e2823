# Instances of a for_each: equal keys, keys that a map crosses, objects as the map's values, a resource as the map.
variable "swap" {
  default = {
    web = "api"
    api = "web"
  }
}
locals {
  swap = var.swap
}
resource "aws_lb" "main" {
  for_each = toset(["web", "api"])

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_wafv2_web_acl" "main" {
  for_each = aws_lb.main
  name     = each.key

  scope = "REGIONAL"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "acl"
    sampled_requests_enabled   = false
  }
}
resource "aws_wafv2_web_acl_association" "by_key" {
  for_each     = toset(["web", "api"])
  resource_arn = aws_lb.main[each.key].arn
  web_acl_arn  = aws_wafv2_web_acl.main[each.value].arn
}
resource "aws_lb_listener" "crossed" {
  for_each          = { web = "api", api = "web" }
  load_balancer_arn = aws_lb.main[each.value].arn

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
resource "aws_lb_listener" "crossed_tomap" {
  for_each          = tomap({ web = "api", api = "web" })
  load_balancer_arn = aws_lb.main[each.value].arn

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
resource "aws_lb_listener" "crossed_merge" {
  for_each          = merge({ web = "api" }, { api = "web" })
  load_balancer_arn = aws_lb.main[each.value].arn

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
resource "aws_lb_listener" "crossed_variable" {
  for_each          = aws_lb.main
  load_balancer_arn = aws_lb.main[var.swap[each.key]].arn

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
resource "aws_lb_listener" "crossed_local" {
  for_each          = aws_lb.main
  load_balancer_arn = aws_lb.main[local.swap[each.key]].arn

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
resource "aws_lb_listener" "over_variable" {
  for_each          = var.swap
  load_balancer_arn = aws_lb.main[each.value].arn

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
resource "aws_lb_listener" "over_resource" {
  for_each          = aws_lb.main
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
resource "aws_lb_listener" "over_renamed" {
  for_each          = { for key, lb in aws_lb.main : var.swap[key] => lb }
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
resource "aws_lb_listener" "over_turned" {
  for_each          = { for key, lb in aws_lb.main : (key == "web" ? "api" : "web") => lb }
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
resource "aws_lb_listener" "over_objects" {
  for_each = {
    web = aws_lb.main["api"].arn
    api = aws_lb.main["web"].arn
  }
  load_balancer_arn = each.value

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
resource "aws_lb_listener" "over_members" {
  for_each = {
    web = { lb = "api", port = 1 }
    api = { lb = "web", port = 2 }
  }
  load_balancer_arn = aws_lb.main[each.value.lb].arn

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
resource "aws_lb_listener" "subset" {
  for_each          = toset(["web"])
  load_balancer_arn = aws_lb.main[each.key].arn

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
resource "aws_lb_listener" "fixed" {
  load_balancer_arn = aws_lb.main["api"].arn

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
