using LeanRx.Protocol.Frames.Internal;

namespace LeanRx.Protocol;

// protocol.md §4.10.2, §4.10.4
/// <summary><c>ack</c>: the server's answer to a send, or a client's word that a delivery arrived.</summary>
public sealed record AckFrame : Frame
{
    AckRest _rest = AckRest.None;

    /// <inheritdoc/>
    public override string Command => Commands.Ack;

    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>From the server: the id that the message got (<c>uid</c>).</summary>
    public string? MessageUid { get; init; }

    /// <summary>From the server: the message's time, milliseconds since 1970 UTC (<c>t</c>).</summary>
    public long? Timestamp { get; init; }

    /// <summary>From the server: why the send was refused.</summary>
    /// <remarks>Absent on success.</remarks>
    public int? Code
    {
        get => _rest.Code;
        init => _rest = _rest.Code == value ? _rest : _rest with { Code = value };
    }

    /// <summary>Symbolic name of <see cref="Code"/>.</summary>
    public string? Reason
    {
        get => _rest.Reason;
        init => _rest = _rest.Reason == value ? _rest : _rest with { Reason = value };
    }

    /// <summary>The code that an application hook gave.</summary>
    public int? ApplicationCode
    {
        get => _rest.ApplicationCode;
        init => _rest = _rest.ApplicationCode == value ? _rest : _rest with { ApplicationCode = value };
    }

    /// <summary>The text that an application hook gave.</summary>
    public string? ApplicationMessage
    {
        get => _rest.ApplicationMessage;
        init => _rest = _rest.ApplicationMessage == value ? _rest : _rest with { ApplicationMessage = value };
    }

    /// <summary>Detail for people.</summary>
    public string? Detail
    {
        get => _rest.Detail;
        init => _rest = _rest.Detail == value ? _rest : _rest with { Detail = value };
    }

    /// <summary>From a client: the message that arrived (<c>mid</c>).</summary>
    public string? MessageId { get; init; }

    /// <summary>From a client: begin of the range that arrived, milliseconds, inclusive (<c>fromts</c>).</summary>
    public long? FromTimestamp
    {
        get => _rest.FromTimestamp;
        init => _rest = _rest.FromTimestamp == value ? _rest : _rest with { FromTimestamp = value };
    }

    /// <summary>From a client: end of the range that arrived, milliseconds, inclusive (<c>tots</c>).</summary>
    public long? ToTimestamp
    {
        get => _rest.ToTimestamp;
        init => _rest = _rest.ToTimestamp == value ? _rest : _rest with { ToTimestamp = value };
    }

    /// <summary>From a client: true when arriving also means read (dialect 2).</summary>
    public bool? IsRead
    {
        get => _rest.IsRead;
        init => _rest = _rest.IsRead == value ? _rest : _rest with { IsRead = value };
    }

    // protocol.md §4.15
    /// <summary>From a client: data items that arrived (<c>ids</c>).</summary>
    public IReadOnlyList<string>? Ids
    {
        get => _rest.Ids;
        init => _rest = _rest.Ids == value ? _rest : _rest with { Ids = value };
    }

    /// <summary>The device, on acks of data.</summary>
    public string? InstallationId
    {
        get => _rest.InstallationId;
        init => _rest = _rest.InstallationId == value ? _rest : _rest with { InstallationId = value };
    }

    /// <summary>1 push data, 2 messaging.</summary>
    public int? Service
    {
        get => _rest.Service;
        init => _rest = _rest.Service == value ? _rest : _rest with { Service = value };
    }
}
