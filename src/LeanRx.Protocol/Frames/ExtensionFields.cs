using System.Text.Json;

namespace LeanRx.Protocol;

/// <summary>Fields that a frame carried and that this library has no name for, in the order in which they came.</summary>
public sealed class ExtensionFields
{
    readonly KeyValuePair<string, JsonElement>[] _fields;

    /// <summary>Keeps a copy of the given fields.</summary>
    public ExtensionFields(IEnumerable<KeyValuePair<string, JsonElement>> fields) => _fields = fields.ToArray();

    /// <summary>The fields, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Fields => _fields;

    /// <summary>The value of a field, or null when the frame has no such field.</summary>
    public JsonElement? this[string name]
    {
        get
        {
            foreach (var field in _fields)
                if (field.Key == name)
                    return field.Value;
            return null;
        }
    }
}
