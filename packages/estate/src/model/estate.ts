import type { KnownSince } from "../readers/devices/known-since.ts";
import type { Profile } from "../readers/profile/profile.ts";
import type { ResourceType } from "./resource-type.ts";
import type { CollectionState, ScalarValue, UnknownCode, ValueNode } from "./value.ts";

/** The kinds of documents that can be read. */
export type DocumentKind =
  | "terraform-plan"
  | "terraform-state"
  | "terraform-source"
  | "config-items"
  | "cloudformation-template"
  | "cloudformation-change-set"
  | "cloudformation-hook"
  | "cloud-control"
  | "kubernetes"
  | "devices"
  | "api-output"
  | "attestations";

/** Tells whether documents of a kind show what runs, and not what is planned or written. */
export function isRuntimeKind(kind: DocumentKind): boolean {
  return kind === "config-items" || kind === "cloud-control" || kind === "api-output" || kind === "devices";
}

/** A document that was read, without its content. */
export interface DocumentInfo {
  /** What findings and resource ids call it: `plan`, `config`, `plan-2`, or the name its giver chose. */
  readonly label: string;
  /** Its file name, or `-` for standard input. */
  readonly name: string;
  readonly kind: DocumentKind;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  /** Why the whole document is only a part of the truth (U3: errored, deferred, not readable in part); null if it is whole. */
  readonly partial: UnknownCode | null;
}

/** Something that a reader tells the user beside the resources: a key and its arguments, no prose. */
export interface Diagnostic {
  readonly code:
    | "API_ANSWERS_REPEATED"
    | "API_CALL_FAILED"
    | "API_LISTING_CUT_OFF"
    | "LINES_SKIPPED"
    | "MANIFESTS_NOT_AWS"
    | "MANIFESTS_READ_AS_NEW"
    | "PLAN_NESTED"
    | "PLAN_ERRORED"
    | "PLAN_INCOMPLETE"
    | "RESOURCES_UNREADABLE"
    | "PLAN_TARGETS_NOT_RECOGNISABLE"
    | "PLAN_WITHOUT_CHANGES"
    | "PLAN_DRIFT"
    | "SLICE_LARGE"
    | "CONFIG_ITEM_DELETED"
    | "CONFIG_ITEMS_UNTOLD"
    | "CONFIG_ITEMS_SUPERSEDED"
    | "CONFIG_ITEMS_UNPROCESSED"
    | "CONFIG_NOTHING_TOLD"
    | "CONFIG_PAGES_MISSING"
    | "DEVICE_INSTANTS_LATER"
    | "DEVICES_STALE"
    | "RUNTIME_LISTING_OUTDATED"
    | "RUNTIME_REPEATED"
    | "RUNTIME_RESOURCE_MISSING"
    | "RUNTIME_STALE"
    | "RUNTIME_SUPERSEDED"
    | "SOURCE_DIFFERS"
    | "SOURCE_INSTANCES_UNKNOWN"
    | "SOURCE_MAY_EXIST"
    | "SOURCE_MODULES_MISSING"
    | "SOURCE_READ_AS_NEW"
    | "TEMPLATE_CONDITIONS_UNKNOWN"
    | "TEMPLATE_DEFAULTS_TAKEN"
    | "TEMPLATE_HIDES_RESOURCES"
    | "TEMPLATE_MAY_EXIST"
    | "TEMPLATE_READ_AS_NEW"
    | "CHANGE_SET_INCOMPLETE"
    | "CHANGE_SET_WITHOUT_VALUES"
    | "HOOK_TARGET_ALONE"
    | "TYPE_UNDECLARED";
  readonly document: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** What one element of a link attribute names. */
export type LinkReference =
  /** A resource of the same document, named by its address. */
  | { readonly by: "address"; readonly address: string }
  /** A literal value: an ARN, id or name. */
  | { readonly by: "value"; readonly value: string }
  /** Not settled: it may be any resource (U1, U2, U6). */
  | { readonly by: "unknown"; readonly code: UnknownCode };

/** What a link attribute names as a whole. */
export interface LinkReferences {
  readonly state: CollectionState;
  readonly code: UnknownCode | null;
  readonly references: readonly LinkReference[];
}

/** What a document plans to do with a resource; `none` where a document plans nothing (a running system). */
export type PlannedAction = "create" | "update" | "replace" | "delete" | "no-op" | "read" | "none";

/** Where something is written in Terraform source. */
export interface SourcePosition {
  /** Path below the source's folder, with slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What still says how a resource is, and which documents tell something of it that does not. */
export interface CurrentValues {
  readonly values: Readonly<Record<string, ValueNode>>;
  /** Each with its label, and whether it was collected after the check. */
  readonly untold: readonly { readonly document: string; readonly isLater: boolean }[];
}

/** One resource as a reader hands it over. */
export interface ReadResource {
  /** A type of the registry; aliases are folded already. */
  readonly type: string;
  /** Its id in the estate, if it hangs on no document; otherwise its document and address or its ARN make it. */
  readonly id?: string;
  /** Terraform address, or null. */
  readonly address: string | null;
  /** Known identities by name (`arn`, `id`, …), each known, null or unknown. */
  readonly identities: Readonly<Record<string, ScalarValue>>;
  /** Every declared read attribute of the type; derived ones are computed later. */
  readonly values: Readonly<Record<string, ValueNode>>;
  /** Of a device: what still says how it is; null if all of it does. */
  readonly valuesSince?: (since: KnownSince) => CurrentValues | null;
  /** One entry for every link that the type declares. */
  readonly links: Readonly<Record<string, LinkReferences>>;
  /** `<document name>#<JSON pointer>` of what the values' relative origins are below. */
  readonly origin: string;
  /** Where the resource is written, if its Terraform source was given. */
  readonly position?: SourcePosition | null;
  readonly action: PlannedAction;
  /** True from Config items and API output. */
  readonly running: boolean;
  /** False for data sources: they are link targets and never subjects. */
  readonly isSubject: boolean;
  /** Key of one of the document's accounts. */
  readonly accountKey: string;
  /** Region name, null for a type that belongs to the account as a whole, or unknown. */
  readonly region: string | null | { readonly unknown: UnknownCode };
}

/** One account that a document speaks about. */
export interface ReadAccount {
  /** Unique in its document: the credential expressions in canonical form, or the account id. */
  readonly key: string;
  /** Twelve digits, or null if the document does not tell. */
  readonly id: string | null;
  readonly origin: string;
}

/** A complete listing: all resources of the type in that account and region are in the document. */
export interface Cover {
  readonly type: string;
  /** An account id; null for every account of the estate. */
  readonly account: string | null;
  /** A region name; null for every region. */
  readonly region: string | null;
  /** The instant of its oldest part, in RFC 3339; without it the listing is never stale. */
  readonly at?: string;
}

/** As of when a document shows a resource that runs. */
export interface CapturedResource {
  /** RFC 3339; null if the document does not say. */
  readonly at: string | null;
  /** Whether the account that owns the resource was asked: another one is not shown all of what it shares. */
  readonly isOwned: boolean;
}

/** A resource that a document names without holding it. */
export interface NamedResource {
  /** Whether it is told to be gone; what is there cannot be read. */
  readonly isDeleted: boolean;
  readonly at: string | null;
  /** The types that it may have had. */
  readonly types: readonly string[];
  readonly arn: string | null;
  readonly id: string | null;
  readonly account: string | null;
  readonly region: string | null;
}

/** What decides between a document of what runs and others of the same: the newer capture holds. */
export interface DocumentCaptures {
  /** Every resource of the document. */
  readonly of: ReadonlyMap<ReadResource, CapturedResource>;
  /** The types of which the document would tell what belongs to a resource that it holds. */
  readonly tells: ReadonlySet<string>;
  readonly named: readonly NamedResource[];
  /** The listings that were asked for and not answered to their last page, as of when they were asked for last. */
  readonly missed: () => readonly Cover[];
}

/** Number of resources in a document by what became of them; `types` counts the unsupported ones by type. */
export interface ReadAccounting {
  readonly resources: number;
  readonly read: number;
  readonly unsupported: number;
  readonly unread: number;
  readonly types: Readonly<Record<string, number>>;
  /** Captures that were left out for newer ones, which are in no other number. */
  readonly superseded?: number;
}

/** A document's content as a reader hands it over. */
export interface ReadDocument {
  readonly document: DocumentInfo;
  readonly accounts: readonly ReadAccount[];
  readonly resources: readonly ReadResource[];
  /**
   * The resources as they were before what the document plans, data sources included; null where it plans nothing, or
   * where nothing managed was there before. A resource that is not changed may be the same object in both lists.
   */
  readonly before: readonly ReadResource[] | null;
  /** Number of managed resources that there are after what the document plans, of types that are not read, too. */
  readonly managed: number;
  readonly covers: readonly Cover[];
  /**
   * The instant of the oldest thing that a document of a running system tells, in RFC 3339; null if it does not say. Not
   * there for documents that tell no instants.
   */
  readonly toldAt?: string | null;
  /** Of documents of what runs, until they are joined with each other. */
  readonly captures?: DocumentCaptures | undefined;
  /** The types of which there are instances that the document does not hold, because their number is not known (U1). */
  readonly uncounted?: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly accounting: ReadAccounting;
}

/** One resource of an estate. */
export interface Resource extends ReadResource {
  /** `<document label>#<address>`, or the ARN. */
  readonly id: string;
  readonly arn: string | null;
  /** Label of the document it was read from. */
  readonly document: string;
  /** Id of the account resource it lies in; null for accounts and profile entries. */
  readonly account: string | null;
  /** Id of the region resource it lies in; null if it lies in none, unknown if that is not known. */
  readonly regionId: string | null | { readonly unknown: UnknownCode };
}

/** What a link leads to. */
export interface LinkedResources {
  readonly state: CollectionState;
  readonly code: UnknownCode | null;
  readonly items: readonly Resource[];
}

/** What a derivation may look at: the resource's own attributes and what it is linked with. */
export interface DerivationContext {
  readonly resource: Resource;
  /** Another attribute of the resource. */
  readonly value: (attribute: string) => ValueNode;
  /** An attribute of another resource. */
  readonly valueOf: (resource: Resource, attribute: string) => ValueNode;
  /** What the link attribute leads to, from this or from another resource. */
  readonly forward: (attribute: string, from?: Resource) => LinkedResources;
  /** The resources of a type that name this or another resource in an attribute. */
  readonly reverse: (type: string, attribute: string, target?: Resource) => LinkedResources;
  /** The other resources of a type that name in a link attribute what this one names there, in the documents or not. */
  readonly siblings: (type: string, attribute: string) => LinkedResources;
  /** What a plan that is laid over what runs changes of the resources that name this running one, or another. */
  readonly changes: (type: string, attribute: string, target?: Resource) => LinkChanges;
  readonly profile: Profile;
}

/** What a plan changes of the resources that name a running one, which by itself still shows what was there before. */
export interface LinkChanges {
  /** As they will be: those that are created, and those that are changed. */
  readonly added: readonly Resource[];
  /** As they were: those that are removed, and those that are changed. */
  readonly removed: readonly Resource[];
  /** Why the plan may change more; null if it does not. */
  readonly code: UnknownCode | null;
}

/** All resources of the given documents, linked. */
export interface Estate {
  readonly documents: readonly DocumentInfo[];
  /** Sorted by id. */
  readonly resources: readonly Resource[];
  readonly profile: Profile;
  /** Why the estate as a whole is only a part of the truth; null if no document is partial. */
  readonly partial: UnknownCode | null;
  /** Why there may be more resources of a type than the estate holds: `partial`, or their number is not known. */
  partialOf(type: string): UnknownCode | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Of all documents; `supersededIn` says of which the captures are that newer ones supersede, by label. */
  readonly accounting: Required<ReadAccounting> & { readonly supersededIn: Readonly<Record<string, number>> };
  /** The types that derived attributes have been computed from so far, of which selections may name none. */
  readonly derivedFrom: ReadonlySet<string>;
  /** The resource with an id; null if there is none. */
  find(id: string): Resource | null;
  /** The resource of a document that was read at an origin or above it, or a profile entry; null if there is none. */
  holderOf(origin: string, document: string): Resource | null;
  /** The definition of a resource's type. */
  typeOf(resource: Resource): ResourceType;
  /** The resources of a type that policies can have as subjects, sorted by id. */
  subjects(type: string): readonly Resource[];
  /** An attribute of a resource, derived ones too. */
  value(resource: Resource, attribute: string): ValueNode;
  forward(resource: Resource, attribute: string): LinkedResources;
  reverse(resource: Resource, linkingType: string, attribute: string): LinkedResources;
  /** Whether the type was listed completely in every account of the estate and every declared region. */
  coversType(type: string): boolean;
}
