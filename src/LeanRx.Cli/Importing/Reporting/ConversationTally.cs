namespace LeanRx.Cli.Importing.Reporting;

/// <summary>What came of one conversation.</summary>
sealed class ConversationTally(string id)
{
    SortedDictionary<string, long>? _refused;

    public string Id { get; } = id;

    /// <summary>Whether it is a service conversation, a chat room or neither.</summary>
    public ConversationForm Form { get; set; }

    /// <summary>What became of its row.</summary>
    public RowOutcome Outcome { get; set; }

    /// <summary>Messages that are stored now and were not before.</summary>
    public long Stored { get; set; }

    /// <summary>Messages that were there already.</summary>
    public long Known { get; set; }

    /// <summary>Messages that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>The time of the newest message that was stored now, milliseconds since 1970 UTC.</summary>
    public long NewestStored { get; set; }

    /// <summary>How many messages were refused for which reason.</summary>
    public IReadOnlyDictionary<string, long> Reasons => (IReadOnlyDictionary<string, long>?)_refused ?? new Dictionary<string, long>();

    public void Refuse(string reason)
    {
        Refused++;
        _refused ??= new(StringComparer.Ordinal);
        _refused[reason] = _refused.GetValueOrDefault(reason) + 1;
    }
}
