using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// One connection from the question for its route to its last frame: route, dial, sign, log in, then open until it is lost. Used once; what comes from its
/// socket, resolver or signer after its end is not heard. Lives in the serial gate.
/// </summary>
internal sealed partial class Connection
{
    /// <summary>How long the server may take to confirm a logout before the socket is closed all the same.</summary>
    public static readonly TimeSpan LogoutTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long the line may take for a sign of life where there is reason to doubt it.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    readonly SessionParts _parts;
    readonly IConnectionOwner _owner;
    readonly FrameSocket _socket;
    readonly Login _login;
    RouteLookup? _lookup;
    KeepAlive? _keepAlive;
    Uri _address;
    TimeSpan _stageDue = SessionClock.Never;
    TimeSpan _probeDue = SessionClock.Never;
    int _logoutSerialId;

    public Connection(SessionParts parts, IConnectionOwner owner, bool isReconnect)
    {
        _parts = parts;
        _owner = owner;
        _address = parts.Options.Server;
        _socket = new FrameSocket(parts, this);
        _login = new Login(parts, this, isReconnect);
        IsReconnect = isReconnect;
    }

    public bool IsReconnect { get; }

    public ConnectionStage Stage { get; private set; }

    /// <summary>Whether it was given up because the line gave no sign of life when it was asked, or nobody had watched it.</summary>
    public bool IsCutOff { get; private set; }

    public TimeSpan NextDue => SessionClock.Earlier(_probeDue, _keepAlive is null ? _stageDue : SessionClock.Earlier(_stageDue, _keepAlive.NextDue));

    public void Start()
    {
        if (_parts.Routes.Current is { } address)
        {
            Dial(address);
            return;
        }
        Enter(ConnectionStage.Routing);
        _lookup = new RouteLookup(_parts, this);
        _lookup.Start();
    }

    public void OnFrame(Frame frame)
    {
        if (Stage == ConnectionStage.Ended)
            return;
        _keepAlive?.Received();
        Hear();
        _parts.Frames.Received(frame);
        if (IsForAnother(frame))
        {
            _parts.Report(new Fault(FaultKind.Protocol, $"A {Text.NameOf(frame)} came that is meant for another client; it was dropped."));
            return;
        }
        switch (frame)
        {
            // The protobuf dialects know no empty frame.
            case HeartbeatFrame or EchoFrame:
                _keepAlive?.Answered();
                _parts.Line.Answer();
                break;
            case GoAwayFrame:
                _parts.Routes.Clear();
                End(new ConnectionLostException($"The server at {_address} asked to connect again (goaway)."));
                break;
            case SessionFrame { Operation: SessionOperations.Closed } closed when _login.IsReply(closed) || IsPush(closed)
                || closed.SerialId == _logoutSerialId:
                OnSessionClosed(closed);
                break;
            case var reply when Stage == ConnectionStage.LoggingIn:
                OnLoginReply(reply);
                break;
            case var reply when !IsPush(reply):
                OnReplyOrPush(reply);
                break;
            case var push:
                var left = IncomingCheck.Checked(push, out var fault);
                if (fault is not null)
                    _parts.Report(new Fault(FaultKind.Protocol, $"Something in a {Text.NameOf(push)} of the server cannot be, and was dropped. {fault}."));
                if (left is not null)
                    OnReplyOrPush(left);
                break;
        }
    }

    public void OnText(TextMessage message)
    {
        if (Stage is not (ConnectionStage.Open or ConnectionStage.LoggingOut))
        {
            OnFrame(PlainTextReader.FrameOf(message));
            return;
        }
        _keepAlive?.Received();
        Hear();
        _owner.OnText(message);
    }

    public void OnAck(in PlainAck ack)
    {
        if (Stage is not (ConnectionStage.Open or ConnectionStage.LoggingOut))
        {
            OnFrame(ack.ToFrame());
            return;
        }
        _keepAlive?.Received();
        Hear();
        _owner.OnAck(ack);
    }

    void OnReplyOrPush(Frame frame)
    {
        if (Stage is not (ConnectionStage.Open or ConnectionStage.LoggingOut))
            return;
        _parts.Memory.Note(frame);
        _owner.OnFrame(this, frame);
    }

    public void OnUnreadable(Fault fault)
    {
        if (Stage == ConnectionStage.Ended)
            return;
        _keepAlive?.Received();
        _parts.Report(fault);
        if (fault.Exception is FrameFormatException { Request: { } reply } exception && !IsPush(reply) && !IsForAnother(reply))
            OnUnreadableReply(reply, exception);
    }

    /// <summary>Who waits for it need not wait any longer.</summary>
    void OnUnreadableReply(UnknownFrame reply, FrameFormatException exception)
    {
        if (Stage == ConnectionStage.LoggingIn ? _login.IsReply(reply) : Stage == ConnectionStage.LoggingOut && reply.SerialId == _logoutSerialId)
            End(new InvalidResponseException($"The answer of {_address} could not be read while {Doing(Stage)}. {exception.Message}", exception));
        else if (Stage is ConnectionStage.Open or ConnectionStage.LoggingOut)
            _owner.OnUnreadable(this, reply.SerialId!.Value, exception);
    }

    /// <summary>A part of a message came.</summary>
    public void OnBytes()
    {
        _keepAlive?.Receive();
        Hear();
    }

    /// <summary>The network has changed, or the computer was elsewhere: the line is asked for a sign of life.</summary>
    public void Probe()
    {
        if (Stage != ConnectionStage.Open)
            return;
        _keepAlive!.Asked();
        Beat();
        if (_probeDue == SessionClock.Never)
            _probeDue = _parts.Clock.After(ProbeTimeout);
    }

    public int Send(Frame frame) => _socket.Send(frame);

    public int Send(MessageCommand message) => _socket.Send(message);

    public void OnDue(TimeSpan now)
    {
        if (now >= _probeDue)
        {
            IsCutOff = true;
            End(new ConnectionLostException($"{_address} gave no sign of life within {Text.Of(ProbeTimeout)} when it was asked for one."));
        }
        else if (now >= _stageDue)
            End(new ConnectionLostException($"{_address} did not answer within {Text.Of(_parts.Options.ConnectTimeout)} while {Doing(Stage)}{Through()}."));
        else if (_keepAlive?.IsDead(now) == true)
        {
            // A timer that rings so late was asleep with the computer: there is nobody to be spared.
            IsCutOff = _keepAlive.IsLate(now);
            if (!IsCutOff && _keepAlive.TryForgive())
                Probe();
            else
                End(new ConnectionLostException($"{_address} answered no heartbeat for {Text.Of(_parts.Options.KeepAliveTimeout)} (KeepAliveTimeout)."));
        }
        else if (_keepAlive?.TakeBeat(now) == true)
            Beat();
    }

    void Hear()
    {
        _probeDue = SessionClock.Never;
        _parts.Line.Heard();
    }

    void Beat()
    {
        _parts.Line.Beat();
        _socket.Send(HeartbeatFrame.Instance);
    }

    bool IsForAnother(Frame frame) =>
        frame is not (HeartbeatFrame or EchoFrame or GoAwayFrame) && frame.PeerId is { Length: > 0 } peerId && peerId != _parts.Options.ClientId;

    static bool IsPush(Frame frame) => frame.SerialId is null or 0;

    void Enter(ConnectionStage stage) => Enter(stage, _parts.Options.ConnectTimeout);

    void Enter(ConnectionStage stage, TimeSpan timeout)
    {
        Stage = stage;
        _stageDue = _parts.Clock.After(timeout);
    }

    string Through() => Stage is ConnectionStage.Routing or ConnectionStage.Dialling && _parts.Network.ProxyOf(_address) is { } proxy
        ? $" through the proxy {proxy.GetLeftPart(UriPartial.Authority)}"
        : "";
}
