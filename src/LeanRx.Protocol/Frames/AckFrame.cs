namespace LeanRx.Protocol;

/// <summary><c>ack</c>: the server's answer to a send (protocol.md §4.10.2), or a client's word that a delivery arrived (§4.10.4).</summary>
public sealed record AckFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Ack;

    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>From the server: the id that the message got (<c>uid</c>).</summary>
    public string? MessageUid { get; init; }

    /// <summary>From the server: the message's time, milliseconds since 1970 UTC (<c>t</c>).</summary>
    public long? Timestamp { get; init; }

    /// <summary>From the server: why the send was refused. Absent on success.</summary>
    public int? Code { get; init; }

    /// <summary>Symbolic name of <see cref="Code"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The code that an application hook gave.</summary>
    public int? ApplicationCode { get; init; }

    /// <summary>The text that an application hook gave.</summary>
    public string? ApplicationMessage { get; init; }

    /// <summary>Detail for people.</summary>
    public string? Detail { get; init; }

    /// <summary>From a client: the message that arrived (<c>mid</c>).</summary>
    public string? MessageId { get; init; }

    /// <summary>From a client: begin of the range that arrived, milliseconds, inclusive (<c>fromts</c>).</summary>
    public long? FromTimestamp { get; init; }

    /// <summary>From a client: end of the range that arrived, milliseconds, inclusive (<c>tots</c>).</summary>
    public long? ToTimestamp { get; init; }

    /// <summary>From a client: true when arriving also means read (dialect 2).</summary>
    public bool? IsRead { get; init; }

    /// <summary>From a client: data items that arrived (<c>ids</c>, protocol.md §4.15).</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The device, on acks of data.</summary>
    public string? InstallationId { get; init; }

    /// <summary>1 push data, 2 messaging.</summary>
    public int? Service { get; init; }
}
