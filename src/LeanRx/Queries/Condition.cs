using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>
/// What a query demands of a conversation. It comes of a column (<c>c.Name == "cats"</c>, <c>c.Attribute("age") > 18</c>, <c>c.Members.ContainsAll("Bob",
/// "Jerry")</c>) and of other conditions: <c>a &amp; b</c> for both, <c>a | b</c> for one of them at least. Immutable.
/// </summary>
/// <remarks>
/// Nothing is compiled or run here: a condition is the <c>where</c> of a conversation query on the wire, and the server tries it. <c>&amp;&amp;</c>, <c>||</c>
/// and <c>if</c> do not compile, since there is no answer yet.
/// </remarks>
public sealed class Condition
{
    const string And = "$and";
    const string Or = "$or";

    /// <summary>Never handed out and never changed.</summary>
    readonly JsonObject _where;

    Condition(JsonObject where) => _where = where;

    /// <summary>Both.</summary>
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

    /// <summary>One of them at least.</summary>
    public static Condition operator |(Condition left, Condition right) =>
        new(Joined(Or, Guard.NotNull(left, nameof(left)).ToJson(), Guard.NotNull(right, nameof(right)).ToJson()));

    /// <summary>The condition as it goes on the wire, for example <c>{"attr.age":{"$gt":18}}</c>.</summary>
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
