using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Importing.Checking;

/// <summary>What a comparison came to.</summary>
sealed class CheckResult
{
    const int MostShown = 50;

    readonly SortedDictionary<string, (MessageSum Export, MessageSum Store)> _sums = new(StringComparer.Ordinal);

    public List<Difference> Differences { get; } = [];

    public bool IsSame => Differences.Count == 0;

    public void Add(string conversationId, MessageSum export, MessageSum store) => _sums[conversationId] = (export, store);

    public void Write(TextWriter output)
    {
        foreach (var difference in Differences.Take(MostShown))
            output.WriteLine($"  {PlainText.Of(difference.ConversationId)}: {difference.Why}");
        if (Differences.Count > MostShown)
            output.WriteLine(FormattableString.Invariant($"  and {Differences.Count - MostShown:N0} more: --report FILE has them"));
        var messages = _sums.Values.Sum(static sums => sums.Export.Count);
        output.WriteLine(IsSame
            ? FormattableString.Invariant($"the same: {messages:N0} messages in {_sums.Count:N0} conversations, by number and hash")
            : string.Create(CultureInfo.InvariantCulture, $"NOT THE SAME: {Differences.Count:N0} differences; {messages:N0} messages in {_sums.Count:N0} " +
                $"conversations of the export were looked at"));
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("check"u8);
        json.WriteBoolean("isSame"u8, IsSame);
        json.WriteStartArray("differences"u8);
        foreach (var difference in Differences)
        {
            json.WriteStartObject();
            json.WriteString("conversation"u8, difference.ConversationId);
            json.WriteString("why"u8, difference.Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("conversations"u8);
        foreach (var (id, (export, store)) in _sums)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            Write(json, "export", export);
            Write(json, "store", store);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, MessageSum sum)
    {
        json.WriteStartObject(name);
        json.WriteNumber("messages"u8, sum.Count);
        json.WriteString("hash"u8, sum.Hash);
        json.WriteEndObject();
    }
}
