namespace LeanRx.Cli.Importing.Rows;

/// <summary>What a record of history says, in whichever spelling. One object is filled for one record after another.</summary>
sealed class MessageFields
{
    public string? ConversationId { get; set; }

    public string? Id { get; set; }

    public string? From { get; set; }

    public string? Data { get; set; }

    /// <summary>Milliseconds since 1970 UTC; null where there is none, or none between the years 1970 and 9999.</summary>
    public long? Timestamp { get; set; }

    public bool IsBinary { get; set; }

    public long? DeliveredAt { get; set; }

    public long? ValidUntil { get; set; }

    /// <summary>The clients that alone see it; null where the record names none.</summary>
    public List<string>? Recipients { get; set; }

    /// <summary>Whether it is a row of the class _SysMessage: from a client to a service.</summary>
    public bool IsToService { get; set; }

    public void Clear()
    {
        (ConversationId, Id, From, Data, Recipients) = (null, null, null, null, null);
        (Timestamp, DeliveredAt, ValidUntil) = (null, null, null);
        (IsBinary, IsToService) = (false, false);
    }
}
