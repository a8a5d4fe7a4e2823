package main

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

type markKind string

// sensitive marks what must not be shown.
const sensitive = markKind("sensitive")

// openName is an attribute of every resource as others see it: there is no schema, so it has attributes that nobody knows.
// The name cannot be written in a configuration. Whatever lists the attributes comes upon it, and is then unknown.
const openName = "\x00open"

// documentStart and documentEnd hold the number of a document in the known prefix of an unknown string. HCL and cty drop
// or change the prefix of whatever is computed from the string, and keep it where the string itself is passed on.
const (
	documentStart = "\x00document "
	documentEnd   = "\x00"
)

// maxExponent bounds what a number's digits take.
const maxExponent = 4096

func isOpen(value cty.Value) bool {
	return value.Type().IsObjectType() && value.Type().HasAttribute(openName)
}

// trees are a value as a plan shows it: what is known, where it is not, where it is sensitive, and partly known documents.
type trees struct {
	// after is absent where nothing is known.
	after                        any
	isKnown                      bool
	unknown, sensitive, document any
}

// show writes a value as a plan does. An unknown has no value, a list keeps its places.
func (ev *evaluator) show(value cty.Value) trees {
	value, marks := value.Unmark()
	made := ev.showUnmarked(value)
	if _, isSensitive := marks[sensitive]; isSensitive {
		made.sensitive = true
		// A document shows what it is made of.
		made.document = nil
	}
	return made
}

func (ev *evaluator) showUnmarked(value cty.Value) trees {
	if !value.IsKnown() || isOpen(value) {
		return trees{unknown: true, document: ev.documentOf(value)}
	}
	if value.IsNull() {
		return trees{isKnown: true}
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		if text := value.AsString(); !strings.Contains(text, "\x00") {
			return trees{isKnown: true, after: text}
		}
		return trees{unknown: true}
	case kind == cty.Bool:
		return trees{isKnown: true, after: value.True()}
	case kind == cty.Number:
		if number := numberText(value); number != "" {
			return trees{isKnown: true, after: json.Number(number)}
		}
		return trees{unknown: true}
	case kind.IsObjectType() || kind.IsMapType():
		return ev.showMembers(value)
	case value.CanIterateElements():
		return ev.showElements(value)
	}
	return trees{unknown: true}
}

func (ev *evaluator) showMembers(value cty.Value) trees {
	after, unknown, hidden, documents := map[string]any{}, map[string]any{}, map[string]any{}, map[string]any{}
	for it := value.ElementIterator(); it.Next(); {
		name, element := it.Element()
		text := name.AsString()
		if strings.Contains(text, "\x00") {
			return trees{unknown: true}
		}
		one := ev.show(element)
		if one.isKnown {
			after[text] = one.after
		}
		putIfAny(unknown, text, one.unknown)
		putIfAny(hidden, text, one.sensitive)
		putIfAny(documents, text, one.document)
	}
	return trees{after, true, orNothing(unknown), orNothing(hidden), orNothing(documents)}
}

func putIfAny(members map[string]any, name string, value any) {
	if value != nil {
		members[name] = value
	}
}

func orNothing(members map[string]any) any {
	if len(members) == 0 {
		return nil
	}
	return members
}

func (ev *evaluator) showElements(value cty.Value) trees {
	after := []any{}
	var unknown, hidden, documents []any
	isUnknown, isHidden, hasDocuments := false, false, false
	for it := value.ElementIterator(); it.Next(); {
		_, element := it.Element()
		one := ev.show(element)
		after = append(after, one.after)
		unknown, isUnknown = append(unknown, orFalse(one.unknown)), isUnknown || one.unknown != nil
		hidden, isHidden = append(hidden, orFalse(one.sensitive)), isHidden || one.sensitive != nil
		documents, hasDocuments = append(documents, one.document), hasDocuments || one.document != nil
	}
	made := trees{after: after, isKnown: true}
	if isUnknown {
		made.unknown = unknown
	}
	if isHidden {
		made.sensitive = hidden
	}
	if hasDocuments {
		made.document = documents
	}
	return made
}

func orFalse(tree any) any {
	if tree == nil {
		return false
	}
	return tree
}

func numberText(value cty.Value) string {
	number := value.AsBigFloat()
	if number.IsInf() || number.MantExp(nil) > maxExponent || number.MantExp(nil) < -maxExponent {
		return ""
	}
	if whole, _ := number.Float64(); math.IsInf(whole, 0) {
		return ""
	}
	return number.Text('f', -1)
}

// documentOf gives the known parts of an unknown string that jsonencode or yamlencode made.
func (ev *evaluator) documentOf(value cty.Value) any {
	if content, isDocument := ev.document(value); isDocument {
		return ev.outline(content)
	}
	return nil
}

// unknownPart stands in a document for what is known only after apply.
var unknownPart = map[string]any{"unknown": "U1"}

func (ev *evaluator) outline(value cty.Value) any {
	value, _ = value.Unmark()
	shown := ev.showUnmarked(value)
	if shown.unknown == true {
		return unknownPart
	}
	if shown.unknown == nil {
		return shown.after
	}
	kind := value.Type()
	if kind.IsObjectType() || kind.IsMapType() {
		members := map[string]any{}
		for it := value.ElementIterator(); it.Next(); {
			name, element := it.Element()
			members[name.AsString()] = ev.outline(element)
		}
		return members
	}
	elements := []any{}
	for it := value.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, ev.outline(element))
	}
	return elements
}
