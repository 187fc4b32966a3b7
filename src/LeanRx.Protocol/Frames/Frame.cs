namespace LeanRx.Protocol;

// protocol.md §3.1, §3.3
/// <summary>One command on the wire, in either direction: the envelope that all commands share.</summary>
/// <remarks>Frames are immutable. A member that is null is absent on the wire; an explicit null on the wire reads as absent.</remarks>
public abstract record Frame
{
    int? _serialId;
    string? _peerId;

    /// <summary>The command family, <c>cmd</c> on the wire, for example <c>direct</c>.</summary>
    /// <value>Empty for <see cref="HeartbeatFrame"/>.</value>
    public abstract string Command { get; }

    // protocol.md §3.4
    /// <summary>The number that ties a reply to its request, <c>i</c> on the wire.</summary>
    /// <value>Null on pushes.</value>
    public int? SerialId
    {
        get => _serialId;
        init => _serialId = value;
    }

    // protocol.md §3.5
    /// <summary>The acting client id; on pushes the addressee.</summary>
    /// <remarks><c>peerId</c> on the wire.</remarks>
    public string? PeerId
    {
        get => _peerId;
        init => _peerId = value;
    }

    /// <summary>The application, <c>appId</c> on the wire.</summary>
    /// <remarks>Clients send it at least with <c>session/open</c>.</remarks>
    public string? ApplicationId { get; init; }

    /// <summary>Fields of the frame that this library has no name for.</summary>
    /// <remarks>They survive a round trip.</remarks>
    public ExtensionFields? Extensions { get; init; }

    /// <summary>Addresses a frame that nobody but its maker has seen: a copy of the record would cost as much again.</summary>
    internal void Stamp(int serialId, string peerId)
    {
        _serialId = serialId;
        _peerId = peerId;
    }
}
