using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>A client id logged in over one connection.</summary>
internal sealed class Session(Application app, ISessionConnection connection, string clientId) : ISeat
{
    /// <summary>Pushes that may wait meanwhile; a client that is sent more loses the connection.</summary>
    const int MaxHeld = 16_384;

    readonly object _lock = new();

    /// <summary>Pushes held back while the client is told what it missed; null once that is done.</summary>
    volatile List<(Frame? Frame, FanOutFrame? FanOut)>? _held = [];

    IRoom? _room;
    Will? _will;
    Announcement _announcement;
    bool _isEnded;

    public Application App => app;

    public ISessionConnection Connection => connection;

    /// <summary>Its number on this node.</summary>
    public long Number { get; } = app.Services.NextNumber();

    public SeatKey Key => new("", Number, connection.Number);

    public string ClientId => clientId;

    public bool IsReconnect { get; init; }

    /// <summary>The device class; null when any number of devices may be online.</summary>
    public string? Tag { get; init; }

    public string? DeviceId { get; init; }

    /// <summary>What its device is addressed by, where the client is to be notified on it.</summary>
    public IReadOnlyList<string> PushAddresses { get; set; } = [];

    public string? UserAgent { get; init; }

    public long OpenedAt { get; } = app.Services.Clock.Now;

    /// <summary>What its tokens stand for. A refresh with a signature replaces it.</summary>
    public required LoginProof Proof { get; set; }

    public SessionCapabilities Capabilities { get; init; }

    public Dialect Dialect => connection.Info.Dialect;

    public string? RemoteAddress => connection.Info.RemoteAddress;

    public bool IsSameSeat(ISeat other) => other is Session session && connection == session.Connection && clientId == session.ClientId;

    /// <summary>The chat room that the session is in.</summary>
    public IRoom? Room
    {
        get
        {
            lock (_lock)
                return _room;
        }
    }

    public bool IsIn(RoomOccupants room) => Room == room;

    /// <summary>Whether it has ended.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_lock)
                return _isEnded;
        }
    }

    public bool EnterRoom(IRoom room)
    {
        lock (_lock)
        {
            if (_isEnded || Equals(_room, room))
                return false;
            if (_room?.ConversationId != room.ConversationId)
                _room?.Remove(this);
            SetRoom(room);
            room.Add(this);
            return true;
        }
    }

    public bool LeaveRoom(IRoom room)
    {
        lock (_lock)
        {
            if (!Equals(_room, room))
                return false;
            SetRoom(null);
            room.Remove(this);
            return true;
        }
    }

    public void KeepWill(Will will)
    {
        lock (_lock)
            _will = will;
    }

    /// <summary>Begins to tell that the client is online. False when the session has ended, and nobody is to be told of it.</summary>
    public bool TryBeginAnnouncement()
    {
        lock (_lock)
        {
            if (_isEnded)
                return false;
            _announcement = Announcement.Begun;
            return true;
        }
    }

    /// <summary>Ends the telling. False when the session has ended meanwhile: then its end is still to be told.</summary>
    public bool TryEndAnnouncement()
    {
        lock (_lock)
        {
            _announcement = Announcement.Done;
            return !_isEnded;
        }
    }

    /// <summary>Ends the session; only the first call gets what it leaves behind.</summary>
    /// <param name="isAnnounced">Whether it was told that the client is online.</param>
    public bool TryEnd(out IRoom? room, out Will? will, out bool isAnnounced)
    {
        lock (_lock)
        {
            room = _room;
            will = _will;
            isAnnounced = _announcement == Announcement.Done;
            if (_isEnded)
                return false;
            _isEnded = true;
            SetRoom(null);
            _will = null;
            room?.Remove(this);
            return true;
        }
    }

    /// <summary>A token by which the client logs in again, and for how many seconds it is good.</summary>
    public (string Token, int Seconds) IssueToken() => app.Services.Tokens.Issue(app.Id, clientId, Tag, DeviceId, Proof);

    public void Retry(Frame request) => connection.Retry(request);

    public void BeginCommand() => connection.BeginCommand();

    public void EndCommand() => connection.EndCommand();

    public void Reply(Frame request, Frame reply) => connection.Send(reply with { SerialId = request.SerialId, PeerId = clientId });

    public void Send(Frame answer) => connection.Send(answer);

    public void Send(in AcceptedSend answer) => connection.Send(answer);

    public void Refuse(Frame request, int code, string detail) => connection.Refuse(request, code, detail);

    public void Push(Frame frame)
    {
        frame = frame with { PeerId = clientId };
        if (!TryHold(frame, null))
            connection.Send(frame);
    }

    public void Push(FanOutFrame broadcast)
    {
        if (!TryHold(null, broadcast))
            connection.Send(broadcast, clientId);
    }

    /// <summary>Holds pushes back once more, as while the login was under way. False where that goes on.</summary>
    public bool TryHold()
    {
        lock (_lock)
        {
            if (_held is not null)
                return false;
            _held = [];
            return true;
        }
    }

    /// <summary>The stored messages of a conversation that are held back, but for what is told again.</summary>
    public IReadOnlyList<DirectFrame> HeldMessages(string conversationId)
    {
        lock (_lock)
            return
            [
                .. (_held ?? []).Select(static held => held.FanOut?.Frame).OfType<DirectFrame>()
                    .Where(message => message.ConversationId == conversationId && message is { IsTransient: not true, DeduplicationToken: null }),
            ];
    }

    /// <summary>
    /// Holds nothing back from here on: pushes leave at once, behind those that were. What was <paramref name="told"/> is not told again.
    /// </summary>
    public void Release(ToldMessages told)
    {
        while (true)
        {
            List<(Frame? Frame, FanOutFrame? FanOut)> batch;
            lock (_lock)
            {
                if (_held is not { Count: > 0 } held)
                {
                    _held = null;
                    return;
                }
                batch = [.. held.Where(push => push.FanOut is null || !told.Has(push.FanOut.Frame, clientId))];
                _held = [];
            }
            foreach (var (frame, broadcast) in batch)
                if (broadcast is null)
                    connection.Send(frame!);
                else
                    connection.Send(broadcast, clientId);
        }
    }

    void SetRoom(IRoom? room)
    {
        if (app.Occupants is { } occupants)
        {
            if (_room is { } before)
                occupants.Remove(Slots.Of(app.Id, before.ConversationId), Number);
            if (room is not null)
                occupants.Add(Slots.Of(app.Id, room.ConversationId), Number);
        }
        _room = room;
    }

    bool TryHold(Frame? frame, FanOutFrame? broadcast)
    {
        if (_held is null)
            return false;
        lock (_lock)
        {
            if (_held is not { } held)
                return false;
            if (held.Count < MaxHeld)
            {
                held.Add((frame, broadcast));
                return true;
            }
        }
        connection.Close(ErrorCodes.InternalError, isAbnormal: true);
        return true;
    }
}
