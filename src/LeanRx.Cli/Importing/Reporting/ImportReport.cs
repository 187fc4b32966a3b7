namespace LeanRx.Cli.Importing.Reporting;

/// <summary>What an import came to, collected while it runs.</summary>
sealed class ImportReport
{
    /// <summary>So many refusals and remarks are told one by one; all are counted.</summary>
    public const int MaxDetails = 1000;

    const int MaxHosts = 100;

    readonly Dictionary<string, ConversationTally> _conversations = new(StringComparer.Ordinal);

    /// <summary>All conversations of which something came.</summary>
    public IReadOnlyDictionary<string, ConversationTally> Conversations => _conversations;

    /// <summary>Rows that say how something is, by what they are about.</summary>
    public SortedDictionary<RowKind, RowTally> Rows { get; } = [];

    /// <summary>The first rows that were not taken.</summary>
    public List<Refusal> Refusals { get; } = [];

    /// <summary>The first rows that were taken, but not as they stood.</summary>
    public List<Refusal> Remarks { get; } = [];

    public long RefusalCount { get; private set; }

    public long RemarkCount { get; private set; }

    /// <summary>Files that hold nothing for a server of messages.</summary>
    public List<string> Skipped { get; } = [];

    /// <summary>What is wrong with the export as a whole: files that end too early.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What should be known, though nothing is wrong.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Messages whose address of a file is another one now.</summary>
    public long RewrittenAddresses { get; set; }

    /// <summary>Messages with the address of a file that stays, by its host.</summary>
    public SortedDictionary<string, long> ForeignHosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConversationTally Of(string conversationId)
    {
        if (!_conversations.TryGetValue(conversationId, out var tally))
            _conversations.Add(conversationId, tally = new(conversationId));
        return tally;
    }

    public RowTally Of(RowKind kind)
    {
        if (!Rows.TryGetValue(kind, out var tally))
            Rows.Add(kind, tally = new());
        return tally;
    }

    public void Refuse(RowPlace place, RowKind kind, string reason, string? conversationId = null)
    {
        RefusalCount++;
        Of(kind).Refused++;
        if (Refusals.Count < MaxDetails)
            Refusals.Add(new(place.File, place.Row, reason, conversationId));
    }

    public void Remark(RowPlace place, string remark, string? conversationId = null)
    {
        RemarkCount++;
        if (Remarks.Count < MaxDetails)
            Remarks.Add(new(place.File, place.Row, remark, conversationId));
    }

    public void NoteForeign(string host)
    {
        if (ForeignHosts.Count < MaxHosts || ForeignHosts.ContainsKey(host))
            ForeignHosts[host] = ForeignHosts.GetValueOrDefault(host) + 1;
    }
}
