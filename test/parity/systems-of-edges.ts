/**
 * Edges that are written twice: distributions, APIs, load balancers and what stands in front of them. All are made up.
 *
 * @module
 */
import type { System } from "./system.ts";

const blocks = `
resource "aws_wafv2_web_acl" "acl" {
  name  = "example"
  scope = "REGIONAL"
  default_action {
    block {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "example"
    sampled_requests_enabled   = true
  }
}`;

const blocksInTemplate = `
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Name: example
      Scope: REGIONAL
      DefaultAction: { Block: {} }
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: example, SampledRequestsEnabled: true }`;

function distribution(name: string, behaviour: string, origin: string, certificate: string, acl = ""): string {
  return `
resource "aws_cloudfront_distribution" "${name}" {
  enabled = true
  ${acl}
  default_cache_behavior {
    target_origin_id       = "app"
    viewer_protocol_policy = "${behaviour}"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "${origin}"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate {
    ${certificate}
  }
}`;
}

const distributions: System = {
  name: "a distribution behind a web ACL that speaks HTTPS alone, and one that does not",
  profile: { service_endpoints: [{ address: "aws_cloudfront_distribution.closed" }] },
  // The provider has no argument for the mTLS of viewers.
  differences: { "cert.client_auth_wording_guard aws_cloudfront_distribution closed": "PLAN_DOES_NOT_KNOW" },
  terraform: `
resource "aws_acm_certificate" "certificate" {
  domain_name       = "www.example.com"
  validation_method = "DNS"
}
${blocks.replace("REGIONAL", "CLOUDFRONT")}
${distribution(
  "closed",
  "redirect-to-https",
  "https-only",
  `acm_certificate_arn      = aws_acm_certificate.certificate.arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"`,
  "web_acl_id = aws_wafv2_web_acl.acl.arn",
)}
${distribution("open", "allow-all", "http-only", "cloudfront_default_certificate = true")}`,
  template: `
Resources:
  Certificate:
    Type: AWS::CertificateManager::Certificate
    Properties: { DomainName: www.example.com, ValidationMethod: DNS }
${blocksInTemplate.replace("REGIONAL", "CLOUDFRONT")}
  Closed:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        WebACLId: !GetAtt Acl.Arn
        DefaultCacheBehavior: { TargetOriginId: app, ViewerProtocolPolicy: redirect-to-https }
        Origins:
          - Id: app
            DomainName: app.example.com
            CustomOriginConfig: { OriginProtocolPolicy: https-only, OriginSSLProtocols: [TLSv1.2] }
        ViewerCertificate:
          { AcmCertificateArn: !Ref Certificate, MinimumProtocolVersion: TLSv1.2_2021, SslSupportMethod: sni-only }
  Open:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: "true"
        DefaultCacheBehavior: { TargetOriginId: app, ViewerProtocolPolicy: allow-all }
        Origins:
          - Id: app
            DomainName: app.example.com
            CustomOriginConfig: { OriginProtocolPolicy: http-only, OriginSSLProtocols: [TLSv1.2] }
        ViewerCertificate: { CloudFrontDefaultCertificate: true }
`,
  expect: [
    "cert.endpoint_ca_issued aws_cloudfront_distribution closed: pass",
    "cert.valid_strong_renewable aws_acm_certificate certificate: pass",
    "ddos.shield_standard_inherited aws_cloudfront_distribution closed: pass",
    "net.entrypoints_allowlisted aws_cloudfront_distribution closed: pass",
    "net.entrypoints_allowlisted aws_cloudfront_distribution open: fail",
    "tls.cloudfront_min_version_and_origin aws_cloudfront_distribution closed: pass",
    "tls.cloudfront_min_version_and_origin aws_cloudfront_distribution open: fail",
    "tls.cloudfront_viewer_https aws_cloudfront_distribution closed: pass",
    "tls.cloudfront_viewer_https aws_cloudfront_distribution open: fail",
    "waf.cloudfront_associated aws_cloudfront_distribution closed: pass",
    "waf.cloudfront_associated aws_cloudfront_distribution open: fail",
  ],
};

const apis: System = {
  name: "APIs with domain names and stages, behind a web ACL and not",
  profile: {
    service_endpoints: [
      { address: "aws_api_gateway_domain_name.domain" },
      { address: "aws_apigatewayv2_domain_name.old_domain" },
    ],
  },
  terraform: `
${blocks}
resource "aws_api_gateway_rest_api" "orders" {
  name                         = "example"
  disable_execute_api_endpoint = true
  endpoint_configuration { types = ["REGIONAL"] }
}
resource "aws_api_gateway_stage" "stage" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = "example"
  stage_name    = "prod"
}
resource "aws_api_gateway_stage" "bare" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = "example"
  stage_name    = "bare"
}
resource "aws_wafv2_web_acl_association" "of_stage" {
  resource_arn = aws_api_gateway_stage.stage.arn
  web_acl_arn  = aws_wafv2_web_acl.acl.arn
}
resource "aws_api_gateway_domain_name" "domain" {
  domain_name              = "api.example.com"
  security_policy          = "TLS_1_2"
  regional_certificate_arn = "arn:aws:acm:ap-northeast-1:123456789012:certificate/example"
  endpoint_configuration { types = ["REGIONAL"] }
}
resource "aws_api_gateway_base_path_mapping" "mapping" {
  api_id      = aws_api_gateway_rest_api.orders.id
  domain_name = aws_api_gateway_domain_name.domain.domain_name
}
resource "aws_apigatewayv2_domain_name" "old_domain" {
  domain_name = "old.example.com"
  domain_name_configuration {
    certificate_arn = "arn:aws:acm:ap-northeast-1:123456789012:certificate/example"
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_0"
  }
}`,
  template: `
Resources:
${blocksInTemplate}
  Orders:
    Type: AWS::ApiGateway::RestApi
    Properties:
      { Name: example, DisableExecuteApiEndpoint: true, EndpointConfiguration: { Types: [REGIONAL] } }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Orders, DeploymentId: example, StageName: prod }
  Bare:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Orders, DeploymentId: example, StageName: bare }
  OfStage:
    Type: AWS::WAFv2::WebACLAssociation
    Properties:
      ResourceArn: !Sub "arn:aws:apigateway:\${AWS::Region}::/restapis/\${Orders}/stages/\${Stage}"
      WebACLArn: !GetAtt Acl.Arn
  Domain:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: api.example.com
      SecurityPolicy: TLS_1_2
      RegionalCertificateArn: arn:aws:acm:ap-northeast-1:123456789012:certificate/example
      EndpointConfiguration: { Types: [REGIONAL] }
  Mapping:
    Type: AWS::ApiGateway::BasePathMapping
    Properties: { RestApiId: !Ref Orders, DomainName: !Ref Domain }
  OldDomain:
    Type: AWS::ApiGatewayV2::DomainName
    Properties:
      DomainName: old.example.com
      DomainNameConfigurations:
        - CertificateArn: arn:aws:acm:ap-northeast-1:123456789012:certificate/example
          EndpointType: REGIONAL
          SecurityPolicy: TLS_1_0
`,
  expect: [
    "tls.apigw_domain_policy aws_api_gateway_domain_name domain: pass",
    "tls.apigw_domain_policy aws_apigatewayv2_domain_name olddomain: fail",
    "waf.apigw_stage_associated aws_api_gateway_stage bare: fail",
    "waf.apigw_stage_associated aws_api_gateway_stage stage: pass",
  ],
};

const others: System = {
  name: "endpoints of other services behind a web ACL, and without",
  terraform: `
${blocks}
resource "aws_appsync_graphql_api" "graph" {
  name                = "example"
  authentication_type = "API_KEY"
}
resource "aws_cognito_user_pool" "pool" { name = "example" }
resource "aws_verifiedaccess_instance" "staff" { description = "example" }
resource "aws_wafv2_web_acl_association" "of_pool" {
  resource_arn = aws_cognito_user_pool.pool.arn
  web_acl_arn  = aws_wafv2_web_acl.acl.arn
}`,
  template: `
Resources:
${blocksInTemplate}
  Graph:
    Type: AWS::AppSync::GraphQLApi
    Properties: { Name: example, AuthenticationType: API_KEY }
  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: example } }
  Staff: { Type: AWS::EC2::VerifiedAccessInstance, Properties: { Description: example } }
  OfPool:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: { ResourceArn: !GetAtt Pool.Arn, WebACLArn: !GetAtt Acl.Arn }
`,
  expect: [
    "waf.other_endpoints_associated aws_appsync_graphql_api graph: fail",
    "waf.other_endpoints_associated aws_cognito_user_pool pool: pass",
    "waf.other_endpoints_associated aws_verifiedaccess_instance staff: fail",
  ],
};

const tls: System = {
  name: "listeners with a policy and certificates, old ones and a private authority",
  profile: { service_endpoints: [{ address: "aws_lb.edge" }, { address: "aws_lb.old_edge" }] },
  attestations: [
    { id: "va", scope_in: [{ name: "www.example.com", endpoint: "aws_lb.edge" }] },
    {
      id: "other",
      scope_out: [{ name: "old.example.com", endpoint: "aws_lb.old_edge", reason: "Example" }],
    },
  ],
  terraform: `
resource "aws_acm_certificate" "public" {
  domain_name       = "www.example.com"
  validation_method = "DNS"
}
resource "aws_acm_certificate" "private" {
  domain_name               = "old.example.com"
  key_algorithm             = "RSA_1024"
  certificate_authority_arn = "arn:aws:acm-pca:ap-northeast-1:123456789012:certificate-authority/example"
}
resource "aws_lb" "edge" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_lb" "old_edge" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.public.arn
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
resource "aws_lb_listener" "old" {
  load_balancer_arn = aws_lb.old_edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  certificate_arn   = aws_acm_certificate.private.arn
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}`,
  template: `
Resources:
  Public:
    Type: AWS::CertificateManager::Certificate
    Properties: { DomainName: www.example.com, ValidationMethod: DNS }
  Private:
    Type: AWS::CertificateManager::Certificate
    Properties:
      DomainName: old.example.com
      KeyAlgorithm: RSA_1024
      CertificateAuthorityArn: arn:aws:acm-pca:ap-northeast-1:123456789012:certificate-authority/example
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  OldEdge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  Https:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Edge
      Port: 443
      Protocol: HTTPS
      SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
      Certificates: [{ CertificateArn: !Ref Public }]
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
  Old:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref OldEdge
      Port: 443
      Protocol: HTTPS
      SslPolicy: ELBSecurityPolicy-2016-08
      Certificates: [{ CertificateArn: !Ref Private }]
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
`,
  expect: [
    "att.va_scope_is_service service_endpoint 0: pass",
    "att.va_scope_is_service service_endpoint 1: fail",
    "cert.client_auth_wording_guard aws_lb_listener https: pass",
    "cert.endpoint_ca_issued aws_lb_listener https: pass",
    "cert.endpoint_ca_issued aws_lb_listener old: fail",
    "cert.valid_strong_renewable aws_acm_certificate public: pass",
    "cert.valid_strong_renewable aws_acm_certificate private: fail",
    "tls.lb_min_tls12 aws_lb_listener https: pass",
    "tls.lb_min_tls12 aws_lb_listener old: fail",
  ],
};

const shielded: System = {
  name: "a load balancer with Shield Advanced and one without, where it is declared",
  profile: {
    shield_advanced: "declared",
    service_endpoints: [{ address: "aws_lb.edge" }, { address: "aws_lb.bare" }],
  },
  covers: ["aws_shield_protection"],
  terraform: `
resource "aws_lb" "edge" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_lb" "bare" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_shield_protection" "protection" {
  name         = "example"
  resource_arn = aws_lb.edge.arn
}`,
  template: `
Resources:
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  Bare:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  Protection:
    Type: AWS::Shield::Protection
    Properties: { Name: example, ResourceArn: !Ref Edge }
`,
  expect: [
    "ddos.shield_advanced_protected service_endpoint 0: pass",
    "ddos.shield_advanced_protected service_endpoint 1: fail",
  ],
};

/** The edges that are written twice. */
export const edges: readonly System[] = [distributions, apis, others, tls, shielded];
