using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Testing.Tests;

/// <summary>Does with an object what its receiver may do with it: reads every property, prints, compares, hashes, serializes.</summary>
static class Reading
{
    public static void All(object? value)
    {
        switch (value)
        {
            case null or Exception or Type or Delegate or Task:
                return;
            case JsonNode node:
                Node(node);
                return;
            case JsonElement element:
                Element(element);
                return;
            case string text:
                Assert.Equal(text, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
                return;
            case IEnumerable items:
                foreach (var item in items)
                    All(item);
                return;
        }
        Assert.True(value.Equals(value));
        _ = value.GetHashCode();
        All(value.ToString());
        // The properties of the platform's own types are theirs to answer for.
        if (value.GetType().Namespace?.StartsWith("LeanRx", StringComparison.Ordinal) == true)
            Members(value);
        if (value is Message)
            JsonSerializer.Serialize(value, value.GetType());
    }

    static void Members(object value)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike && !IsStream(property.PropertyType))
                All(property.GetValue(value));
        }
    }

    static bool IsStream(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IObservable<>);

    static void Node(JsonNode node)
    {
        _ = node.ToJsonString();
        _ = node.ToString();
        Assert.True(JsonNode.DeepEquals(node, node.DeepClone()));
        Element(JsonSerializer.SerializeToElement(node));
        Strings(node);
    }

    static void Strings(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var member in members)
                    Strings(member.Value);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Strings(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                All(value.GetValue<string>());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                _ = value.GetValue<double>();
                break;
        }
    }

    static void Element(JsonElement element)
    {
        _ = element.ToString();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    All(member.Name);
                    Element(member.Value);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Element(item);
                break;
            case JsonValueKind.String:
                All(element.GetString());
                break;
            case JsonValueKind.Number:
                _ = element.GetDouble();
                break;
        }
    }
}
