using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>A condition of a query.</summary>
/// <remarks>
/// It is made from columns (<c>c.Name == "cats"</c>, <c>c.Attribute("age") > 18</c>, <c>c.Members.ContainsAll("Bob", "Jerry")</c>) and from other conditions:
/// <c>a &amp; b</c>, <c>a | b</c>. Immutable. Nothing is evaluated locally: a condition is the <c>where</c> of a query, which the server evaluates.
/// <c>&amp;&amp;</c>, <c>||</c> and <c>if</c> therefore do not compile.
/// </remarks>
public sealed class Condition
{
    const string And = "$and";
    const string Or = "$or";

    /// <summary>Never handed out and never changed.</summary>
    readonly JsonObject _where;

    Condition(JsonObject where) => _where = where;

    /// <summary>Both conditions are met.</summary>
    public static Condition operator &(Condition left, Condition right)
    {
        var (one, other) = (Guard.NotNull(left, nameof(left)).ToJson(), Guard.NotNull(right, nameof(right)).ToJson());
        if (one.Any(entry => other.ContainsKey(entry.Key)))
            return new(Joined(And, one, other));
        foreach (var entry in other.ToList())
        {
            other.Remove(entry.Key);
            one.Add(entry.Key, entry.Value);
        }
        return new(one);
    }

    /// <summary>At least one of the conditions is met.</summary>
    public static Condition operator |(Condition left, Condition right) =>
        new(Joined(Or, Guard.NotNull(left, nameof(left)).ToJson(), Guard.NotNull(right, nameof(right)).ToJson()));

    /// <summary>Returns the condition as sent, for example <c>{"attr.age":{"$gt":18}}</c>.</summary>
    public override string ToString() => JsonObjects.ToElement(_where, "condition", 1_000).GetRawText();

    internal JsonObject ToJson() => (JsonObject)_where.DeepClone();

    internal static Condition Equal(string path, JsonNode? value) => new(new JsonObject { [path] = value });

    internal static Condition Of(string path, string comparison, JsonNode? value) => new(new JsonObject { [path] = new JsonObject { [comparison] = value } });

    internal static Condition Of(string path, JsonObject test) => new(new JsonObject { [path] = test });

    /// <summary>Chains of one kind stay flat, so that their length is not their depth.</summary>
    static JsonObject Joined(string kind, JsonObject left, JsonObject right) => new() { [kind] = new JsonArray([.. Parts(kind, left), .. Parts(kind, right)]) };

    static List<JsonNode> Parts(string kind, JsonObject condition)
    {
        var parts = new List<JsonNode>();
        if (condition[kind] is JsonArray inner && (kind == And || condition.Count == 1))
        {
            parts.AddRange(inner.Select(static part => part!));
            inner.Clear();
            condition.Remove(kind);
        }
        if (condition.Count > 0)
            parts.Add(condition);
        return parts;
    }
}
