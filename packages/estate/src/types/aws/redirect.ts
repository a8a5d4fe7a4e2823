import { absent, list, block, string, unavailable, type ObjectListAttribute } from "../../model/resource-type.ts";

/** The names of a collection of actions in each vocabulary. */
interface ActionPaths {
  readonly config?: string;
  readonly api: string;
  readonly cloudformation: string;
}

/** Declares the actions of a listener or a listener rule; policies look at redirects. */
export function actions(paths: ActionPaths): ObjectListAttribute<typeof actionFields> {
  return list(actionFields, {
    ...paths,
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
  });
}

const names = ["forward", "redirect", "fixed-response", "authenticate-cognito", "authenticate-oidc"].join(", ");

const actionFields = {
  type: string({
    config: "Type",
    api: "Type",
    cloudformation: "Type",
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
    note: `One of ${names}; AWS adds further ones.`,
  }),
  redirect: block(
    {
      protocol: string({
        config: "Protocol",
        api: "Protocol",
        cloudformation: "Protocol",
        whenOmitted: {
          terraform: "#{protocol}",
          config: "#{protocol}",
          api: "#{protocol}",
          cloudformation: "#{protocol}",
        },
        note: "`#{protocol}` keeps the protocol of the request.",
      }),
      port: string({
        config: "Port",
        api: "Port",
        cloudformation: "Port",
        whenOmitted: { terraform: "#{port}", config: "#{port}", api: "#{port}", cloudformation: "#{port}" },
        note: "`#{port}` keeps the port of the request.",
      }),
      status_code: string({
        config: "StatusCode",
        api: "StatusCode",
        cloudformation: "StatusCode",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
        note: "`HTTP_301` or `HTTP_302`.",
      }),
    },
    {
      config: "RedirectConfig",
      api: "RedirectConfig",
      cloudformation: "RedirectConfig",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    },
  ),
} as const;
