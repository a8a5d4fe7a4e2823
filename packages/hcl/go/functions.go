package main

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"math/big"
	"net/url"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/go-cty-funcs/cidr"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

const (
	maxProduct   = 100_000
	maxDocuments = 100_000
)

// newFunctions gives Terraform's functions. What depends on the time, on chance, on a key or on a provider is unknown, and
// so is every other name that the configuration calls as a function.
func (ev *evaluator) newFunctions(called []string) map[string]function.Function {
	all := map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc,
		"max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc,
		"signum": stdlib.SignumFunc, "sum": sumFunc,

		"chomp": stdlib.ChompFunc, "endswith": textTest(strings.HasSuffix), "format": boundedFormat(stdlib.FormatFunc),
		"formatlist": boundedFormat(stdlib.FormatListFunc), "indent": stdlib.IndentFunc, "join": stdlib.JoinFunc,
		"lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc, "replace": replaceFunc,
		"split": stdlib.SplitFunc, "startswith": textTest(strings.HasPrefix), "strcontains": textTest(strings.Contains),
		"strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc,
		"trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc,
		"upper": stdlib.UpperFunc,

		"alltrue": allTrueFunc, "anytrue": anyTrueFunc, "chunklist": stdlib.ChunklistFunc, "coalesce": coalesceFunc,
		"coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc,
		"contains": stdlib.ContainsFunc, "distinct": stdlib.DistinctFunc, "element": stdlib.ElementFunc,
		"flatten": stdlib.FlattenFunc, "index": indexFunc, "keys": stdlib.KeysFunc, "length": lengthFunc,
		"lookup": lookupFunc, "matchkeys": matchKeysFunc, "merge": stdlib.MergeFunc, "one": oneFunc,
		"range": stdlib.RangeFunc, "reverse": stdlib.ReverseListFunc, "setintersection": stdlib.SetIntersectionFunc,
		"setproduct": boundedProduct(stdlib.SetProductFunc), "setsubtract": stdlib.SetSubtractFunc,
		"setunion": stdlib.SetUnionFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "transpose": transposeFunc,
		"values": stdlib.ValuesFunc, "zipmap": stdlib.ZipmapFunc,

		"csvdecode": stdlib.CSVDecodeFunc, "jsondecode": ev.jsonDecode(), "jsonencode": ev.encode(stdlib.JSONEncodeFunc),
		"yamldecode": ctyyaml.YAMLDecodeFunc, "yamlencode": ev.encode(ctyyaml.YAMLEncodeFunc),
		"base64decode":     textFunc(decodeBase64),
		"base64encode":     textFunc(func(text string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(text)), nil }),
		"urlencode":        textFunc(func(text string) (string, error) { return url.QueryEscape(text), nil }),
		"textencodebase64": unknownUnlessUTF8(func(text string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(text)), nil }),
		"textdecodebase64": unknownUnlessUTF8(decodeBase64),

		"md5": digestFunc(md5.New, hex.EncodeToString), "sha1": digestFunc(sha1.New, hex.EncodeToString),
		"sha256": digestFunc(sha256.New, hex.EncodeToString), "sha512": digestFunc(sha512.New, hex.EncodeToString),
		"base64sha256": digestFunc(sha256.New, base64.StdEncoding.EncodeToString),
		"base64sha512": digestFunc(sha512.New, base64.StdEncoding.EncodeToString),
		"uuidv5":       uuidv5Func,

		"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc, "timecmp": timeCompareFunc,

		"cidrhost": cidr.HostFunc, "cidrnetmask": cidr.NetmaskFunc, "cidrsubnet": cidr.SubnetFunc, "cidrsubnets": cidr.SubnetsFunc,

		"basename": textFunc(func(text string) (string, error) { return path.Base(text), nil }),
		"dirname":  textFunc(func(text string) (string, error) { return path.Dir(text), nil }),

		"file": ev.fileFunc(plainText),
		"filebase64": ev.fileFunc(func(text string) (string, error) {
			return base64.StdEncoding.EncodeToString([]byte(text)), nil
		}),
		"filemd5": ev.fileFunc(hashed(md5.New, hex.EncodeToString)), "filesha1": ev.fileFunc(hashed(sha1.New, hex.EncodeToString)),
		"filesha256":       ev.fileFunc(hashed(sha256.New, hex.EncodeToString)),
		"filesha512":       ev.fileFunc(hashed(sha512.New, hex.EncodeToString)),
		"filebase64sha256": ev.fileFunc(hashed(sha256.New, base64.StdEncoding.EncodeToString)),
		"filebase64sha512": ev.fileFunc(hashed(sha512.New, base64.StdEncoding.EncodeToString)),
		"fileexists":       ev.fileExistsFunc(), "fileset": ev.fileSetFunc(),

		"can": tryfunc.CanFunc, "try": tryfunc.TryFunc,
		"sensitive": sensitiveFunc, "nonsensitive": nonsensitiveFunc, "issensitive": isSensitiveFunc,
		"ephemeralasnull": identityFunc,
		"tobool":          conversionFunc(cty.Bool), "tonumber": conversionFunc(cty.Number), "tostring": conversionFunc(cty.String),
		"tolist": conversionFunc(cty.List(cty.DynamicPseudoType)), "toset": conversionFunc(cty.Set(cty.DynamicPseudoType)),
		"tomap": conversionFunc(cty.Map(cty.DynamicPseudoType)),
	}
	all["templatestring"] = ev.templateFunc("templatestring", func(text string) (string, string, error) { return text, "", nil }, all)
	all["templatefile"] = ev.templateFunc("templatefile", ev.read, all)
	// These look at an object as a whole, and a resource's attributes are not all known.
	for _, name := range []string{
		"keys", "values", "length", "merge", "lookup", "zipmap", "flatten", "setproduct", "contains", "matchkeys", "transpose",
		"index", "tomap", "tolist", "toset", "concat", "distinct", "sum",
	} {
		all[name] = closedOnly(all[name])
	}
	for _, name := range sortedKeys(all) {
		all["core::"+name] = all[name]
	}
	for _, name := range called {
		if _, known := all[name]; !known {
			all[name] = unknownFunc
		}
	}
	return all
}

// unknownFunc stands for a function whose result only Terraform, a provider or the time can tell.
var unknownFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{
		Name: "values", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true,
	},
	Type: function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
})

// closedOnly makes a function's result unknown where an argument is a resource, whose attributes are not all known.
func closedOnly(inner function.Function) function.Function {
	anyOpen := func(args []cty.Value) bool { return slices.ContainsFunc(args, isOpen) }
	return function.New(&function.Spec{
		Params:   inner.Params(),
		VarParam: inner.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if anyOpen(args) {
				return cty.DynamicPseudoType, nil
			}
			return inner.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if anyOpen(args) {
				return cty.DynamicVal, nil
			}
			return inner.Call(args)
		},
	})
}

var formatWidth = regexp.MustCompile(`%[^a-zA-Z%]*[0-9]{5,}|%[^a-zA-Z%]*\*`)

// boundedFormat refuses widths that make a string of any size out of nothing.
func boundedFormat(inner function.Function) function.Function {
	return function.New(&function.Spec{
		Params:   inner.Params(),
		VarParam: inner.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if text, _ := args[0].Unmark(); text.IsKnown() && !text.IsNull() && formatWidth.MatchString(text.AsString()) {
				return cty.NilType, function.NewArgErrorf(0, "a width is too big")
			}
			return inner.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return inner.Call(args) },
	})
}

func boundedProduct(inner function.Function) function.Function {
	return function.New(&function.Spec{
		Params:   inner.Params(),
		VarParam: inner.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			size := 1
			for _, arg := range args {
				if arg, _ := arg.Unmark(); arg.IsKnown() && !arg.IsNull() && arg.CanIterateElements() {
					if size *= max(1, arg.LengthInt()); size > maxProduct {
						return cty.NilType, errors.New("the product is too big")
					}
				}
			}
			return inner.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return inner.Call(args) },
	})
}

func textFunc(change func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text, err := change(args[0].AsString())
			return cty.StringVal(text), err
		},
	})
}

func plainText(text string) (string, error) { return text, nil }

func decodeBase64(text string) (string, error) {
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", errors.New("not base64")
	}
	if !utf8.Valid(decoded) {
		return "", errors.New("the decoded text is not UTF-8")
	}
	return string(decoded), nil
}

func unknownUnlessUTF8(change func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "string", Type: cty.String}, {Name: "encoding", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !strings.EqualFold(args[1].AsString(), "UTF-8") {
				return cty.UnknownVal(cty.String), nil
			}
			text, err := change(args[0].AsString())
			return cty.StringVal(text), err
		},
	})
}

func hashed(create func() hash.Hash, encode func([]byte) string) func(string) (string, error) {
	return func(text string) (string, error) {
		digest := create()
		digest.Write([]byte(text))
		return encode(digest.Sum(nil)), nil
	}
}

func digestFunc(create func() hash.Hash, encode func([]byte) string) function.Function {
	return textFunc(hashed(create, encode))
}

var uuidNamespaces = map[string]string{
	"dns": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "url": "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"oid": "6ba7b812-9dad-11d1-80b4-00c04fd430c8", "x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}

var uuidv5Func = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "namespace", Type: cty.String}, {Name: "name", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		namespace := args[0].AsString()
		if known, isNamed := uuidNamespaces[namespace]; isNamed {
			namespace = known
		}
		prefix, err := hex.DecodeString(strings.ReplaceAll(namespace, "-", ""))
		if err != nil || len(prefix) != 16 {
			return cty.UnknownVal(cty.String), function.NewArgErrorf(0, "not a UUID")
		}
		sum := sha1.Sum(append(prefix, args[1].AsString()...))
		sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
		text := hex.EncodeToString(sum[:16])
		return cty.StringVal(strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")), nil
	},
})

func textTest(test func(string, string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(test(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// replaceFunc takes a substring, or a regular expression between slashes.
var replaceFunc = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "str", Type: cty.String}, {Name: "substr", Type: cty.String}, {Name: "replace", Type: cty.String},
	},
	Type: function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if wanted := args[1].AsString(); len(wanted) > 1 && wanted[0] == '/' && wanted[len(wanted)-1] == '/' {
			return stdlib.RegexReplaceFunc.Call([]cty.Value{args[0], cty.StringVal(wanted[1 : len(wanted)-1]), args[2]})
		}
		return stdlib.ReplaceFunc.Call(args)
	},
})

var sumFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].CanIterateElements() || args[0].LengthInt() == 0 {
			return cty.UnknownVal(cty.Number), function.NewArgErrorf(0, "cannot sum this")
		}
		total := cty.Zero
		for it := args[0].ElementIterator(); it.Next(); {
			_, element := it.Element()
			number, err := convert.Convert(element, cty.Number)
			if err != nil || number.IsNull() {
				return cty.UnknownVal(cty.Number), function.NewArgErrorf(0, "cannot sum this")
			}
			total = total.Add(number)
		}
		return total, nil
	},
})

// everyFunc joins truth values until one decides; an unknown before that leaves it open unless a later one decides.
func everyFunc(decides bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := cty.BoolVal(!decides)
			for it := args[0].ElementIterator(); it.Next(); {
				_, element := it.Element()
				switch {
				case !element.IsKnown():
					result = cty.UnknownVal(cty.Bool)
				case element.IsNull() && !decides:
					return cty.False, nil
				case !element.IsNull() && element.True() == decides:
					return cty.BoolVal(decides), nil
				}
			}
			return result, nil
		},
	})
}

var allTrueFunc, anyTrueFunc = everyFunc(false), everyFunc(true)

// coalesceFunc is Terraform's: the first that is neither null nor an empty string.
var coalesceFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{
		Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true,
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		types := make([]cty.Type, len(args))
		for index, arg := range args {
			types[index] = arg.Type()
		}
		kind, _ := convert.UnifyUnsafe(types)
		if kind == cty.NilType {
			return cty.NilType, errors.New("all arguments must have the same type")
		}
		return kind, nil
	},
	Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
		for index, arg := range args {
			value, err := convert.Convert(arg, kind)
			if err != nil {
				return cty.UnknownVal(kind), function.NewArgErrorf(index, "of another type than the others")
			}
			if !value.IsKnown() {
				return cty.UnknownVal(kind), nil
			}
			if !value.IsNull() && (kind != cty.String || value.AsString() != "") {
				return value, nil
			}
		}
		return cty.NilVal, errors.New("no argument is neither null nor an empty string")
	},
})

var indexFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, {Name: "value", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].CanIterateElements() {
			return cty.UnknownVal(cty.Number), function.NewArgErrorf(0, "not a list")
		}
		for it := args[0].ElementIterator(); it.Next(); {
			place, element := it.Element()
			equal, err := stdlib.Equal(element, args[1])
			if err != nil {
				return cty.UnknownVal(cty.Number), err
			}
			if !equal.IsKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			if equal.True() {
				return place, nil
			}
		}
		return cty.UnknownVal(cty.Number), errors.New("item not found")
	},
})

var lengthFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true}},
	Type: func(args []cty.Value) (cty.Type, error) {
		kind := args[0].Type()
		if kind == cty.String || kind == cty.DynamicPseudoType || kind.IsTupleType() || kind.IsObjectType() || kind.IsCollectionType() {
			return cty.Number, nil
		}
		return cty.Number, function.NewArgErrorf(0, "neither a string nor a collection")
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		switch kind := args[0].Type(); {
		case kind == cty.DynamicPseudoType:
			return cty.UnknownVal(cty.Number), nil
		case kind.IsTupleType():
			return cty.NumberIntVal(int64(len(kind.TupleElementTypes()))), nil
		case kind.IsObjectType():
			return cty.NumberIntVal(int64(len(kind.AttributeTypes()))), nil
		case kind == cty.String:
			return stdlib.StrlenFunc.Call(args)
		}
		return args[0].Length(), nil
	},
})

// lookupFunc is stdlib's with a default that may be left out.
var lookupFunc = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "inputMap", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true},
		{Name: "key", Type: cty.String, AllowUnknown: true},
	},
	VarParam: &function.Parameter{
		Name: "default", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true, AllowNull: true,
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		if len(args) < 2 || len(args) > 3 {
			return cty.NilType, errors.New("takes two or three arguments")
		}
		switch kind := args[0].Type(); {
		case kind.IsObjectType():
			if !args[1].IsKnown() {
				return cty.DynamicPseudoType, nil
			}
			if name := args[1].AsString(); kind.HasAttribute(name) {
				return kind.AttributeType(name), nil
			} else if len(args) == 3 {
				return args[2].Type(), nil
			}
			return cty.DynamicPseudoType, function.NewArgErrorf(0, "does not have the key")
		case kind.IsMapType():
			if len(args) == 3 && !args[2].IsNull() {
				if _, err := convert.Convert(args[2], kind.ElementType()); err != nil {
					return cty.NilType, function.NewArgErrorf(2, "the default has another type than the map's elements")
				}
			}
			return kind.ElementType(), nil
		case kind == cty.DynamicPseudoType:
			return cty.DynamicPseudoType, nil
		}
		return cty.NilType, function.NewArgErrorf(0, "not a map")
	},
	Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
		if !args[0].IsKnown() || !args[1].IsKnown() {
			return cty.UnknownVal(kind), nil
		}
		name := args[1].AsString()
		if args[0].Type().IsObjectType() {
			if args[0].Type().HasAttribute(name) {
				return args[0].GetAttr(name), nil
			}
		} else if args[0].HasIndex(args[1]).True() {
			return args[0].Index(args[1]), nil
		}
		if len(args) == 3 {
			return convert.Convert(args[2], kind)
		}
		return cty.UnknownVal(kind), errors.New("the map does not have the key")
	},
})

var matchKeysFunc = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "values", Type: cty.List(cty.DynamicPseudoType)}, {Name: "keys", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "searchset", Type: cty.List(cty.DynamicPseudoType)},
	},
	Type: func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
			return cty.UnknownVal(kind), nil
		}
		if args[0].LengthInt() != args[1].LengthInt() {
			return cty.UnknownVal(kind), errors.New("keys and values differ in length")
		}
		var found []cty.Value
		values := args[0].AsValueSlice()
		for index, name := range args[1].AsValueSlice() {
			for _, wanted := range args[2].AsValueSlice() {
				equal, err := stdlib.Equal(name, wanted)
				if err != nil {
					return cty.UnknownVal(kind), err
				}
				if equal.True() {
					found = append(found, values[index])
					break
				}
			}
		}
		if len(found) == 0 {
			return cty.ListValEmpty(kind.ElementType()), nil
		}
		return cty.ListVal(found), nil
	},
})

var oneFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(args []cty.Value) (cty.Type, error) {
		kind := args[0].Type()
		switch {
		case kind.IsListType() || kind.IsSetType():
			return kind.ElementType(), nil
		case kind.IsTupleType():
			switch elements := kind.TupleElementTypes(); len(elements) {
			case 0:
				return cty.DynamicPseudoType, nil
			case 1:
				return elements[0], nil
			}
		}
		return cty.NilType, function.NewArgErrorf(0, "must be a list, set or tuple with zero or one elements")
	},
	Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
		value := args[0]
		if value.Type().IsSetType() && !value.IsWhollyKnown() && value.LengthInt() > 1 {
			return cty.UnknownVal(kind), nil
		}
		switch value.LengthInt() {
		case 0:
			return cty.NullVal(kind), nil
		case 1:
			it := value.ElementIterator()
			it.Next()
			_, element := it.Element()
			return element, nil
		}
		return cty.NilVal, function.NewArgErrorf(0, "must be a list, set or tuple with zero or one elements")
	},
})

var transposeFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "values", Type: cty.Map(cty.List(cty.String))}},
	Type:   function.StaticReturnType(cty.Map(cty.List(cty.String))),
	Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(kind), nil
		}
		turned := map[string][]string{}
		for it := args[0].ElementIterator(); it.Next(); {
			name, list := it.Element()
			for inner := list.ElementIterator(); inner.Next(); {
				_, element := inner.Element()
				if element.IsNull() {
					return cty.UnknownVal(kind), errors.New("a value is null")
				}
				turned[element.AsString()] = append(turned[element.AsString()], name.AsString())
			}
		}
		if len(turned) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		made := map[string]cty.Value{}
		for name, list := range turned {
			sort.Strings(list)
			values := make([]cty.Value, len(list))
			for index, text := range list {
				values[index] = cty.StringVal(text)
			}
			made[name] = cty.ListVal(values)
		}
		return cty.MapVal(made), nil
	},
})

var timeCompareFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "a", Type: cty.String}, {Name: "b", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		var times [2]time.Time
		for index := range times {
			parsed, err := time.Parse(time.RFC3339, args[index].AsString())
			if err != nil {
				return cty.UnknownVal(cty.Number), function.NewArgErrorf(index, "not a time")
			}
			times[index] = parsed
		}
		return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
	},
})

var anyMarked = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowMarked: true, AllowDynamicType: true,
}

func markFunc(change func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyMarked},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return change(args[0]), nil },
	})
}

var (
	sensitiveFunc    = markFunc(func(value cty.Value) cty.Value { return value.Mark(sensitive) })
	nonsensitiveFunc = markFunc(func(value cty.Value) cty.Value { bare, _ := value.Unmark(); return bare })
	identityFunc     = markFunc(func(value cty.Value) cty.Value { return value })
	isSensitiveFunc  = function.New(&function.Spec{
		Params: []function.Parameter{anyMarked},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].HasMark(sensitive) && !args[0].IsKnown() {
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.BoolVal(args[0].HasMark(sensitive)), nil
		},
	})
)

func conversionFunc(wanted cty.Type) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyMarked},
		Type: func(args []cty.Value) (cty.Type, error) {
			kind := args[0].Type()
			if kind.Equals(wanted) {
				return wanted, nil
			}
			if kind == cty.DynamicPseudoType {
				return wanted, nil
			}
			made, err := convert.Convert(args[0], wanted)
			if err != nil {
				return cty.NilType, function.NewArgErrorf(0, "cannot be converted")
			}
			return made.Type(), nil
		},
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			made, err := convert.Convert(args[0], kind)
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "cannot be converted")
			}
			return made, nil
		},
	})
}

// encode makes a document of a value; where it is partly known, what is known of it stays with the unknown string.
func (ev *evaluator) encode(inner function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true,
		}},
		Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if args[0].IsWhollyKnown() {
				return inner.Call(args)
			}
			if len(ev.documents) >= maxDocuments {
				return cty.UnknownVal(cty.String), nil
			}
			ev.documents = append(ev.documents, args[0])
			prefix := fmt.Sprintf("%s%d%s", documentStart, len(ev.documents)-1, documentEnd)
			return cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull(prefix).NewValue(), nil
		},
	})
}

var documentPrefix = regexp.MustCompile("^" + documentStart + "([0-9]+)" + documentEnd + "$")

// document finds the value that an unknown string was made of.
func (ev *evaluator) document(value cty.Value) (cty.Value, bool) {
	value, _ = value.Unmark()
	if value.IsKnown() || value.Type() != cty.String {
		return cty.NilVal, false
	}
	found := documentPrefix.FindStringSubmatch(value.Range().StringPrefix())
	if found == nil {
		return cty.NilVal, false
	}
	number, isNumber := new(big.Int).SetString(found[1], 10)
	if !isNumber || !number.IsInt64() || number.Int64() >= int64(len(ev.documents)) {
		return cty.NilVal, false
	}
	return ev.documents[number.Int64()], true
}

func (ev *evaluator) jsonDecode() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String, AllowUnknown: true}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if !args[0].IsKnown() {
				return cty.DynamicPseudoType, nil
			}
			return stdlib.JSONDecodeFunc.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if content, isDocument := ev.document(args[0]); isDocument {
				return asDecoded(content), nil
			}
			if !args[0].IsKnown() {
				return cty.DynamicVal, nil
			}
			return stdlib.JSONDecodeFunc.Call(args)
		},
	})
}

// asDecoded gives a value the types that decoding it again gives.
func asDecoded(value cty.Value) cty.Value {
	kind := value.Type()
	if !value.IsKnown() || isOpen(value) || kind.IsSetType() && !value.IsWhollyKnown() {
		return cty.DynamicVal
	}
	if value.IsNull() {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	if !value.CanIterateElements() {
		return value
	}
	if kind.IsMapType() || kind.IsObjectType() {
		members := map[string]cty.Value{}
		for it := value.ElementIterator(); it.Next(); {
			name, element := it.Element()
			members[name.AsString()] = asDecoded(element)
		}
		return cty.ObjectVal(members)
	}
	var elements []cty.Value
	for it := value.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, asDecoded(element))
	}
	return cty.TupleVal(elements)
}

var (
	errNoFile   = errors.New("the file is not there")
	errNotGiven = errors.New("the file's text is not given")
)

// find gives the path among the given files that a function's path names.
func (ev *evaluator) find(name string) string {
	if found := path.Join(ev.root, name); found != "." {
		return found
	}
	return ""
}

func (ev *evaluator) read(name string) (text, file string, err error) {
	file = ev.find(name)
	found, isThere := ev.files[file]
	if !isThere {
		return "", file, errNoFile
	}
	if found == nil || strings.ContainsRune(*found, utf8.RuneError) {
		return "", file, errNotGiven
	}
	return *found, file, nil
}

func (ev *evaluator) fileFunc(change func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text, _, err := ev.read(args[0].AsString())
			if errors.Is(err, errNotGiven) {
				return cty.UnknownVal(cty.String), nil
			}
			if err != nil {
				return cty.NilVal, err
			}
			changed, err := change(text)
			return cty.StringVal(changed), err
		},
	})
}

func (ev *evaluator) fileExistsFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			_, isThere := ev.files[ev.find(args[0].AsString())]
			return cty.BoolVal(isThere), nil
		},
	})
}

func (ev *evaluator) fileSetFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			folder, pattern := ev.find(args[0].AsString()), args[1].AsString()
			if !doublestar.ValidatePattern(pattern) {
				return cty.NilVal, function.NewArgErrorf(1, "not a pattern")
			}
			var found []cty.Value
			for name := range ev.files {
				inner, isBelow := strings.CutPrefix(name, folder+"/")
				if folder == "" {
					inner, isBelow = name, true
				}
				if isBelow && doublestar.MatchUnvalidated(path.Clean(pattern), inner) {
					found = append(found, cty.StringVal(inner))
				}
			}
			if len(found) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(found), nil
		},
	})
}

// templateFunc renders a template with its own variables; a template cannot render another file.
func (ev *evaluator) templateFunc(name string, read func(string) (string, string, error), all map[string]function.Function) function.Function {
	inner := map[string]function.Function{}
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "template", Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true},
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if len(inner) == 0 {
				for known, implementation := range all {
					if !strings.HasSuffix(known, "templatefile") && !strings.HasSuffix(known, "templatestring") {
						inner[known] = implementation
					}
				}
			}
			text, file, err := read(args[0].AsString())
			if errors.Is(err, errNotGiven) {
				return cty.DynamicVal, nil
			}
			if err != nil {
				return cty.NilVal, err
			}
			kind := args[1].Type()
			if !args[1].IsKnown() || isOpen(args[1]) {
				return cty.DynamicVal, nil
			}
			if !kind.IsObjectType() && !kind.IsMapType() {
				return cty.NilVal, function.NewArgErrorf(1, "not a map")
			}
			if tooDeep(file, "${"+text+"}") != nil {
				return cty.NilVal, errors.New("the template is nested too deep")
			}
			expr, diags := hclsyntax.ParseTemplate([]byte(text), file, hcl.InitialPos)
			if diags.HasErrors() {
				return cty.NilVal, errors.New("the template is not valid")
			}
			closeLoops(expr)
			context := &hcl.EvalContext{Variables: args[1].AsValueMap(), Functions: inner}
			for _, called := range calledFunctions(text) {
				if _, known := inner[called]; !known {
					inner[called] = unknownFunc
				}
			}
			value, diags := expr.Value(context)
			if diags.HasErrors() {
				return cty.NilVal, fmt.Errorf("the %s could not be rendered", name)
			}
			return value, nil
		},
	})
}

var functionCall = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_-]*(?:::[A-Za-z_][A-Za-z0-9_-]*)*\s*\(`)

// calledFunctions lists what may be function calls in a text.
func calledFunctions(text string) []string {
	var names []string
	for _, found := range functionCall.FindAllString(text, -1) {
		names = append(names, strings.TrimRight(found, "( \t\r\n"))
	}
	return names
}
