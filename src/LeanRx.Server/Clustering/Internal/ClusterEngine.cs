using System.Reactive.Concurrency;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>Takes what other nodes say to this one, and what the cluster says of slots and nodes.</summary>
internal sealed class ClusterEngine : IClusterEngine
{
    /// <summary>So long after the loss of a node its slots have other owners.</summary>
    static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    readonly EngineParts _parts;
    readonly ClusterPort _port;
    readonly ClusterRequests _requests;
    readonly SlotHandover _handover;
    readonly CommandGate _tellingAgain = new();
    readonly StringCache _ids = new();

    public ClusterEngine(EngineParts parts, ClusterPort port)
    {
        (_parts, _port) = (parts, port);
        _requests = new ClusterRequests(parts, port);
        _handover = new SlotHandover(parts, port);
        port.End = End;
        parts.Services.TellPeers = note => port.SendToOthers(new TellPeers(note));
    }

    public void Receive(ClusterNode from, ReadOnlyMemory<byte> item)
    {
        try
        {
            Take(from, ItemForm.Read(item.Span, _ids));
        }
        catch (Exception exception)
        {
            _parts.Services.Log.LogFault(exception, $"taking what node {from} said");
        }
    }

    public void BeginSlot(SlotClaim claim) => _handover.Begin(claim);

    public ValueTask EndSlotAsync(SlotClaim claim, CancellationToken cancellationToken) => _handover.EndAsync(claim, cancellationToken);

    public void LoseNode(ClusterNode node)
    {
        foreach (var app in _parts.Applications.Values)
        {
            _parts.HomesOf(app).Register.Lose(node);
            _parts.Conversations.Of(app).Leave(seat => seat is RemoteSeat { Node: { } known } && known == node);
            Run(app.ReloadAsync(), "reading again what a lost node knew");
        }
        for (var slot = 0; slot < Slots.Count; slot++)
            _port.OwnSlots.Find(slot)?.Heard(node);
        _port.Lose(node);
        _parts.Services.Clock.NoteLoss();
        _parts.Services.Clock.Scheduler.Schedule(s_settling, () => Run(TellAgainAsync(), "telling what was missed"));
    }

    /// <summary>Those who stay connected do not ask again: what was read and not saved yet, or stored and not told yet, was lost with the node.</summary>
    async Task TellAgainAsync()
    {
        await _tellingAgain.EnterAsync().ConfigureAwait(false);
        var since = _parts.Services.Clock.Now - IOwnership.Untold;
        foreach (var session in _port.Sessions.Values)
            await _parts.Services.RunAsync(_parts.Missed.TellAgainAsync(session, since).AsTask(), "telling a client again what it missed")
                .ConfigureAwait(false);
        _tellingAgain.Leave();
    }

    void Take(ClusterNode from, ClusterItem item)
    {
        switch (item)
        {
            case Answer answer:
                _port.Take(answer);
                break;
            case ClusterRequest request:
                Run(_requests.AnswerAsync(from, request), "answering another node");
                break;
            case SeatFrame told when SessionOf(told.Seat) is { } session:
                if (told.IsPush)
                    session.Push(told.Frame);
                else
                    session.Send(told.Frame);
                break;
            case SeatAccepted accepted:
                SessionOf(accepted.Seat)?.Send(accepted.Answer);
                break;
            case SeatRefusal refusal:
                SessionOf(refusal.Seat)?.Refuse(refusal.Request, refusal.Code, refusal.Detail);
                break;
            case SeatWill will:
                SessionOf(will.Seat)?.KeepWill(will.Will);
                break;
            case SeatRoom room when SessionOf(room.Seat) is { } session:
                Move(session, new RemoteRoom(session.App, room.RoomId, _port), room.IsIn);
                break;
            case EndSeat end when SessionOf(end.Seat) is { } session:
                End(session, end.End, end.Reason);
                break;
            case DeliverToSeats delivery:
                foreach (var seat in delivery.Seats)
                    SessionOf(seat)?.Push(delivery.Frame);
                break;
            case DeliverToAll delivery:
                _parts.HomesOf(delivery.App).DeliverToAllHere(delivery.Frame, delivery.Filter);
                break;
            case LeaveRoom leave:
                if (_parts.Conversations.Of(_parts.Applications[leave.App]).Find(leave.RoomId) is { Record.IsTransient: true } left)
                    left.Occupants.Remove(_port.SeatOf(left.App, leave.Seat, from));
                break;
            case UnregisterSeat gone:
                _parts.HomesOf(gone.App).Register.Remove(_port.SeatOf(_parts.Applications[gone.App], gone.Seat, from));
                break;
            case KeepRoom kept:
                _parts.HomesOf(kept.App).KeepRoom(kept.ClientId, kept.DeviceId, kept.RoomId);
                break;
            case TellPeers told:
                told.Note.TakeIn(_parts.Applications[told.Note.ApplicationId]);
                break;
            case AskSlot ask:
                Run(_handover.TellAsync(from, ask.Claim), "telling the new owner of a slot");
                break;
            case TellSlot told:
                _handover.TakeIn(from, told);
                break;
        }
    }

    void End(Session session, SessionEnd end, string? reason) => Run(end switch
    {
        SessionEnd.Displaced => _parts.Endings.DisplaceAsync(session).AsTask(),
        SessionEnd.Kicked => _parts.Endings.KickAsync(session, reason!).AsTask(),
        _ => _parts.Endings.EndAsync(session, end).AsTask(),
    }, "ending a login");

    static void Move(Session session, RemoteRoom room, bool isIn)
    {
        if (!isIn)
            session.LeaveRoom(room);
        else if (!session.EnterRoom(room) && session.IsEnded)
            room.Remove(session);
    }

    void Run(Task work, string what) => _ = _parts.Services.RunAsync(work, what);

    Session? SessionOf(long number) => _port.Sessions.GetValueOrDefault(number);
}
