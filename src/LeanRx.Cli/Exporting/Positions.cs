namespace LeanRx.Cli.Exporting;

/// <summary>Where the walk through the messages stands.</summary>
sealed record MessagePosition
{
    /// <summary>The last message of the last whole millisecond, as the server gave it; 0 and null at the beginning.</summary>
    public long Timestamp { get; init; }

    public string? Id { get; init; }

    /// <summary>The fixed end of the walk, milliseconds; null between walks.</summary>
    public long? Till { get; init; }

    /// <summary>The time of the first message, for the estimate.</summary>
    public long? First { get; init; }

    /// <summary>How many messages of temporary conversations were left out.</summary>
    public long Temporary { get; init; }

    /// <summary>Where the last minute before the end begins.</summary>
    /// <remarks>The next walk takes it up from there: what was under way at the end of this one may have come in between.</remarks>
    public MessageFilePlace? Mark { get; init; }
}

/// <summary>A place in the file of messages.</summary>
/// <param name="Bytes">How many bytes stand before it.</param>
/// <param name="Rows">How many rows those are.</param>
/// <param name="Timestamp">The last message before it, as the server gave it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Temporary">How many messages were left out before it.</param>
sealed record MessageFilePlace(long Bytes, long Rows, long Timestamp, string? Id, long Temporary);

/// <summary>Where the scan of a table stands.</summary>
sealed record ScanPosition
{
    /// <summary>What the server gave to go on with.</summary>
    /// <remarks>It lives ten minutes.</remarks>
    public string? Cursor { get; init; }

    /// <summary>The objectId of the last row.</summary>
    public string? Last { get; init; }

    /// <summary>The objectId behind which this scan began; null for a scan from the beginning.</summary>
    public string? Behind { get; init; }

    /// <summary>Whether the scan began anew, so that it meets rows that are there.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether rows came in another order than that of their ids.</summary>
    public bool IsUnsorted { get; init; }
}

/// <summary>Where the walk through lists of conversations stands.</summary>
sealed record ListPosition
{
    /// <summary>The last list that is done.</summary>
    public string? After { get; init; }

    /// <summary>Where the next one goes on; null at its beginning.</summary>
    public string? Position { get; init; }

    /// <summary>Whether everything is asked for, whether it seems to have changed or not.</summary>
    public bool AsksAll { get; init; }
}
