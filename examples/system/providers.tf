# The home region. allowed_account_ids makes Terraform stop before it plans the wrong account.
provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  # The example is planned with made-up credentials (see make-plan.mjs), so nothing may try to use them.
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  default_tags {
    tags = local.tags
  }
}

# Global services report their events from here, so threat detection has to run here as well.
provider "aws" {
  alias               = "us_east_1"
  region              = var.global_region
  allowed_account_ids = [var.account_id]

  skip_credentials_validation = true
  skip_metadata_api_check     = true

  default_tags {
    tags = local.tags
  }
}
