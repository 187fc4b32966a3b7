using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Gathers the fields that a reader has no name for. A name that comes twice keeps its first place and its last value, as in JavaScript.</summary>
struct ExtensionCollector
{
    const int LinearSearchLimit = 16;

    List<KeyValuePair<string, JsonElement>>? _fields;
    Dictionary<string, int>? _positions;

    /// <summary>Takes the field at which the reader stands.</summary>
    public void Add(ref JsonFrameReader reader)
    {
        var field = new KeyValuePair<string, JsonElement>(reader.FieldName(), reader.AnyValue());
        _fields ??= [];
        var position = PositionOf(field.Key, _fields);
        if (position >= 0)
        {
            _fields[position] = field;
            return;
        }
        _positions?.Add(field.Key, _fields.Count);
        _fields.Add(field);
    }

    public readonly ExtensionFields? ToFields() => _fields is null ? null : new ExtensionFields(_fields);

    int PositionOf(string name, List<KeyValuePair<string, JsonElement>> fields)
    {
        if (fields.Count < LinearSearchLimit)
        {
            for (var position = 0; position < fields.Count; position++)
                if (fields[position].Key == name)
                    return position;
            return -1;
        }
        if (_positions is null)
        {
            _positions = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var position = 0; position < fields.Count; position++)
                _positions.Add(fields[position].Key, position);
        }
        return _positions.TryGetValue(name, out var found) ? found : -1;
    }
}
