/**
 * A selection as the build compiles it from GraphQL: a tree that is cut from the estate for one subject. It is plain
 * JSON and is shipped in the bundle, so that checking needs no GraphQL library.
 */
export interface Selection {
  /** By subject type. */
  readonly roots: Readonly<Record<string, SelectionTree>>;
}

/** The selected fields of one resource or block, in selection order. */
export type SelectionTree = readonly SelectionField[];

/** One selected field; `key` is its name in the tree (the GraphQL alias, else the field's name). */
export type SelectionField =
  /** A scalar attribute, a derived one too. */
  | { readonly kind: "scalar"; readonly key: string; readonly name: string }
  /** A list of scalars. */
  | { readonly kind: "scalars"; readonly key: string; readonly name: string }
  /** A list of objects, a block, or a derived list. */
  | { readonly kind: "objects"; readonly key: string; readonly name: string; readonly items: SelectionTree }
  /** The link of an attribute; with several target types each item is wrapped as `{"<type>": {…}}`. */
  | {
      readonly kind: "forward";
      readonly key: string;
      /** The link attribute; `account` and `region` are the links every resource has. */
      readonly attribute: string;
      readonly targets: Readonly<Record<string, SelectionTree>>;
      readonly wrapped: boolean;
    }
  /** The resources of a type that name this one in an attribute (or lie in this account or region). */
  | {
      readonly kind: "reverse";
      readonly key: string;
      readonly type: string;
      readonly attribute: string;
      readonly items: SelectionTree;
    };
