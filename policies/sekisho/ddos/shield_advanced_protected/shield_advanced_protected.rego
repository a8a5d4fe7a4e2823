# METADATA
# title: Shield Advanced protects every declared endpoint
# description: |
#   Asked only where the profile's shield_advanced is declared. The subjects are accounts and the profile's service
#   endpoints. An account has a subscription to Shield Advanced that renews itself; one that does not is a deviation. Every
#   endpoint has a protection of its own, because subscribing protects nothing yet: application and classic load balancers,
#   distributions, accelerators and elastic IP addresses can have one. Network load balancers and instances are protected
#   through their elastic IP addresses, APIs through a distribution in front of them, which is not read, so that these and
#   other kinds of endpoints stay unknown. The automatic response on the application layer is not looked at.
# schemas:
#   - input: schema.sekisho.ddos.shield_advanced_protected
# custom:
#   severity: medium
#   ja:
#     title: 宣言された全エンドポイントが Shield Advanced で保護されている
#     description: |
#       プロファイルの shield_advanced が declared の場合にだけ問う。
#       対象はアカウントと、プロファイルのサービスエンドポイント。
#       アカウントには、自動更新される Shield Advanced のサブスクリプションがある。自動更新されないものは逸脱とする。
#       サブスクリプションだけでは何も保護されないため、すべてのエンドポイントに個別の保護が必要である。
#       個別の保護を設定できるのは、Application / Classic Load Balancer、CloudFront ディストリビューション、Global Accelerator のアクセラレーター、Elastic IP アドレスである。
#       Network Load Balancer とインスタンスは Elastic IP アドレスを通じて、API は前段のディストリビューションを通じて保護されるが、これらは読み取らないため、その他の種類のエンドポイントとともに不明とする。
#       アプリケーション層の自動対応は確認しない。
#   profile: [shield_advanced]
#   reasons:
#     NO_SUBSCRIPTION:
#       en: The account has no subscription to Shield Advanced.
#       ja: アカウントに Shield Advanced のサブスクリプションがない。
#     NOT_RENEWED:
#       en: The subscription to Shield Advanced does not renew itself.
#       ja: Shield Advanced のサブスクリプションが自動更新されない。
#     NOT_PROTECTED:
#       en: The declared endpoint has no protection by Shield Advanced.
#       ja: 宣言されたエンドポイントに Shield Advanced の保護がない。
#     NOT_DECLARED:
#       en: The profile says that Shield Advanced is not used.
#       ja: プロファイルは Shield Advanced を使わないとしている。
#   remediation:
#     en: |
#       Keep an aws_shield_subscription with auto_renew ENABLED, and add an aws_shield_protection for each endpoint.
#     ja: |
#       auto_renew が ENABLED の aws_shield_subscription を維持し、各エンドポイントに aws_shield_protection を追加する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-protected-resources.html
#     - https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html
#     - https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_Subscription.html
package sekisho.ddos.shield_advanced_protected

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one account or service endpoint.
verdict := finding.not_applicable("NOT_DECLARED", [_declared_path]) if {
	declared == "false"
} else := finding.unknown([_declared_path]) if {
	declared == "unknown"
} else := of_account if {
	input.account
} else := of_endpoint if {
	input.service_endpoint
}

_declared_path := ["profile", "shield_advanced"]

# METADATA
# description: Says whether the profile declares Shield Advanced.
declared := value.eq(input.profile.shield_advanced, "declared")

_subscriptions := "aws_shield_subscription_by_account"

# METADATA
# description: Is the verdict on one account.
of_account := finding.fails({finding.violation("NO_SUBSCRIPTION", {}, [[_subscriptions], _declared_path])}) if {
	value.has_items(input.account.aws_shield_subscription_by_account) == "false"
} else := finding.unknown(open_subscriptions) if {
	renewed == "unknown"
} else := finding.deviates(lapsing) if {
	renewed == "false"
} else := finding.pass({_declared_path} | {path | some path, word in renewals; word == "true"}) if {
	renewed == "true"
}

# METADATA
# description: Says whether the account has a subscription that renews itself.
renewed := value.any_of(input.account.aws_shield_subscription_by_account, {word | some word in renewals})

# METADATA
# description: Says of each subscription, by the path that tells, whether it renews itself.
renewals[[_subscriptions, "items", i, "auto_renew"]] := value.eq(subscription.auto_renew, "ENABLED") if {
	some i, subscription in input.account.aws_shield_subscription_by_account.items
}

# METADATA
# description: Holds the ways in which the subscription is outside the tolerance.
lapsing contains finding.violation("NOT_RENEWED", {}, [path]) if {
	some path, word in renewals
	word == "false"
}

# METADATA
# description: Holds the paths of what keeps it undecided whether the account has a subscription that renews itself.
open_subscriptions contains [_subscriptions] if {
	value.any_of(input.account.aws_shield_subscription_by_account, set()) == "unknown"
}

open_subscriptions contains path if {
	some path, word in renewals
	word == "unknown"
}

# METADATA
# description: Is the verdict on one service endpoint.
of_endpoint := finding.fails({finding.violation("NOT_PROTECTED", {}, [path, _declared_path]) | some path, word in protections; word == "false"}) if {
	protected == "false"
} else := finding.unknown_because("U2", unprotected) if {
	protected == "unknown"
} else := finding.pass({_declared_path} | {path | some path, _ in protections}) if {
	protected == "true"
}

# METADATA
# description: Says whether the endpoint is protected.
protected := value.all_of(
	input.service_endpoint.target_link,
	{word | some word in protections} | {"unknown" | count(protections) == 0},
)

# METADATA
# description: |
#   Says of the resource behind the endpoint, by the path that tells, whether it has a protection. A balancer of another
#   kind than application is not protected by its own ARN.
protections[["target_link", "items", i, type, "aws_shield_protection_by_resource_arn"]] := value.has_items(endpoint.aws_shield_protection_by_resource_arn) if {
	some i, target in input.service_endpoint.target_link.items
	some type, endpoint in target
	type != "aws_lb"
}

protections[["target_link", "items", i, "aws_lb", "aws_shield_protection_by_resource_arn"]] := value.any({
	value.has_items(target.aws_lb.aws_shield_protection_by_resource_arn),
	value.all({"unknown", value.ne(target.aws_lb.load_balancer_type, "application")}),
}) if {
	some i, target in input.service_endpoint.target_link.items
}

# METADATA
# description: Holds the paths of what keeps it undecided whether the endpoint is protected.
unprotected contains ["target_link"] if value.any_of(input.service_endpoint.target_link, set()) == "unknown"

unprotected contains ["target_link"] if count(protections) == 0

unprotected contains path if {
	some i, target in input.service_endpoint.target_link.items
	some path in value.unknowns(target, ["target_link", "items", i])
}

unprotected contains ["target_link", "items", i, "aws_lb", "load_balancer_type"] if {
	some i, target in input.service_endpoint.target_link.items
	value.ne(target.aws_lb.load_balancer_type, "application") == "true"
}
