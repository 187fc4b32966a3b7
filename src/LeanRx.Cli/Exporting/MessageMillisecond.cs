using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>
/// The messages of one millisecond, in whatever order and pages they come: they are written when the next millisecond begins, in their order and each once.
/// </summary>
sealed class MessageMillisecond
{
    const string TemporaryConversation = "_tmp:";

    readonly SortedDictionary<(string Id, string Conversation), byte[]?> _rows = new(Comparer<(string Id, string Conversation)>.Create(static (one, other) =>
        string.CompareOrdinal(one.Id, other.Id) is not 0 and var byId ? byId : string.CompareOrdinal(one.Conversation, other.Conversation)));

    /// <summary>The one that came last; null when there is none.</summary>
    public MessageKey? Last { get; private set; }

    /// <summary>Whether there are messages, and of an earlier time.</summary>
    public bool IsBefore(long timestamp) => Last is { } last && last.Timestamp < timestamp;

    /// <summary>False when it came before, or is of a time that is over.</summary>
    public bool TryAdd(MessageKey key, JsonElement row)
    {
        if (Last is { } last && key.Timestamp < last.Timestamp)
            return false;
        var conversation = row.TryGetProperty("conv-id"u8, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
        if (!_rows.TryAdd((key.Id, conversation), conversation.StartsWith(TemporaryConversation, StringComparison.Ordinal) ? null : CanonicalJson.Of(row)))
            return false;
        Last = key;
        return true;
    }

    /// <summary>The rows in order; null in place of a message of a temporary conversation.</summary>
    public IEnumerable<byte[]?> InOrder() => _rows.Values;

    public void Clear()
    {
        _rows.Clear();
        Last = null;
    }
}
