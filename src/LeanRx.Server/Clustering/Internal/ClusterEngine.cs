using System.Reactive.Concurrency;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
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

    readonly EngineServices _services;
    readonly IReadOnlyDictionary<string, Application> _applications;
    readonly LoginDirectories _logins;
    readonly ConversationDirectories _conversations;
    readonly IConversationPlace _own;
    readonly SessionEndings _endings;
    readonly MissedMessages _missed;
    readonly ClusterPort _port;

    public ClusterEngine(EngineParts parts, ClusterPort port)
    {
        (_services, _applications, _logins, _conversations, _own, _endings, _missed) = parts;
        _port = port;
        port.OwnSlots.Dropped = Drop;
        port.End = End;
        _services.TellPeers = Tell;
    }

    public void Receive(ClusterNode from, ReadOnlyMemory<byte> item)
    {
        try
        {
            Take(from, JsonSerializer.Deserialize(item.Span, ClusterJson.Default.ClusterItem)!);
        }
        catch (Exception exception)
        {
            _services.Log.LogFault(exception, $"taking what node {from} said");
        }
    }

    public void BeginSlot(SlotClaim claim)
    {
        if (_port.OwnSlots.Begin(claim, _services.Clock.Now) is not { } slot)
            return;
        Restore(claim, _port.Cluster.Self, SeatsIn(claim.Slot));
        var others = _port.Cluster.Nodes.Where(node => node != _port.Cluster.Self).ToList();
        slot.Await(others);
        foreach (var node in others)
            _port.Send(node, new AskSlot(claim));
    }

    public async ValueTask EndSlotAsync(SlotClaim claim, CancellationToken cancellationToken)
    {
        foreach (var app in _applications.Values)
            foreach (var conversation in _conversations.Of(app).In(claim.Slot))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await conversation.Gate.EnterAsync().ConfigureAwait(false);
                using var hold = new ConversationHold(conversation);
                await conversation.Outbox.SettledAsync().ConfigureAwait(false);
            }
        await _services.Saver.SaveAsync().ConfigureAwait(false);
        _port.OwnSlots.Lose(claim);
    }

    public void LoseNode(ClusterNode node)
    {
        foreach (var app in _applications.Values)
        {
            HomesOf(app).Register.Lose(node);
            _conversations.Of(app).Leave(seat => seat is RemoteSeat { Node: { } known } && known == node);
            _ = LogAsync(app.Kicks.ReloadAsync().AsTask(), "reading kicks again");
        }
        for (var slot = 0; slot < Slots.Count; slot++)
            _port.OwnSlots.Find(slot)?.Heard(node);
        _port.Lose(node);
        _services.Clock.NoteLoss();
        _services.Clock.Scheduler.Schedule(s_settling, () => { _ = LogAsync(TellAgainAsync(), "telling what is unread after a node was lost"); });
    }

    /// <summary>Those who stay connected do not ask again: what was read and not saved yet, or stored and not told yet, was lost with the node.</summary>
    async Task TellAgainAsync()
    {
        foreach (var session in _port.Sessions.Values)
            await _missed.TellAgainAsync(session).ConfigureAwait(false);
    }

    void Tell(PeerNote note) => _port.SendToOthers(note switch
    {
        VoidedNote voided => new TellVoided(voided),
        BroadcastNote broadcast => new TellBroadcast(broadcast),
        BroadcastGoneNote gone => new TellBroadcastGone(gone),
        NotifiedClientNote notified => new TellNotifiedClient(notified),
        _ => throw new InvalidOperationException($"Nodes do not tell each other of {note.GetType().Name}."),
    });

    void Take(ClusterNode from, ClusterItem item)
    {
        switch (item)
        {
            case Answer answer:
                _port.Take(answer);
                break;
            case ClusterRequest request:
                _services.InFlight.Begin();
                _ = AnswerAsync(from, request);
                break;
            case SeatFrame told when SessionOf(told.Seat) is { } session:
                if (told.IsPush)
                    session.Push(told.Frame);
                else
                    session.Send(told.Frame);
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
                var frame = ClusterHomes.FrameOf(delivery.Frame);
                foreach (var seat in delivery.Seats)
                    SessionOf(seat)?.Push(frame);
                break;
            case DeliverToAll delivery:
                HomesOf(delivery.App).DeliverToAllHere(delivery.Frame, delivery.Filter);
                break;
            case LeaveRoom leave:
                if (_conversations.Of(_applications[leave.App]).Find(leave.RoomId) is { Record.IsTransient: true } left)
                    left.Occupants.Remove(_port.SeatOf(left.App, leave.Seat, from));
                break;
            case UnregisterSeat gone:
                HomesOf(gone.App).Register.Remove(_port.SeatOf(_applications[gone.App], gone.Seat, from));
                break;
            case KeepRoom kept:
                HomesOf(kept.App).KeepRoom(kept.ClientId, kept.DeviceId, kept.RoomId);
                break;
            case TellVoided told:
                _applications[told.Note.ApplicationId].Kicks.Learn(told.Note.Key, told.Note.At);
                break;
            case TellBroadcast told:
                _applications[told.Note.ApplicationId].Broadcasts.Learn(told.Note.Message);
                break;
            case TellBroadcastGone told:
                _applications[told.Note.ApplicationId].Broadcasts.Learn(told.Note);
                break;
            case TellNotifiedClient told:
                _applications[told.Note.ApplicationId].Notifications.Learn(told.Note.ClientId);
                break;
            case AskSlot ask:
                _port.Send(from, new TellSlot(ask.Claim, SeatsIn(ask.Claim.Slot)));
                break;
            case TellSlot told:
                Restore(told.Claim, from, told.Seats);
                break;
        }
    }

    async Task AnswerAsync(ClusterNode from, ClusterRequest request)
    {
        try
        {
            if (request is HandleFrame frame)
            {
                await HandleAsync(from, frame).ConfigureAwait(false);
                return;
            }
            var result = await DoAsync(from, request).ConfigureAwait(false);
            _port.Answer(from, request, null, result);
        }
        catch (Exception exception)
        {
            if (exception is StaleOwnerException stale)
                _port.OwnSlots.Lose(stale.Claim);
            _port.Answer(from, request, exception, null);
        }
        finally
        {
            _services.InFlight.End();
        }
    }

    async Task HandleAsync(ClusterNode from, HandleFrame request)
    {
        var (begunAt, command, app) = (_services.Telemetry.Begin(), new RemoteCommand(_port, from, request), _applications[request.App]);
        try
        {
            await RequireOwnAsync(request.Slot).ConfigureAwait(false);
            await _own.HandleAsync(new RemoteSeat(app, request.Seat, _port, from, command), request.Frame, begunAt).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (exception is StaleOwnerException stale)
                _port.OwnSlots.Lose(stale.Claim);
            command.Fail(exception);
        }
        finally
        {
            command.End();
        }
    }

    async ValueTask<JsonElement?> DoAsync(ClusterNode from, ClusterRequest request)
    {
        if (request is DeliverToClients delivery)
        {
            // What is not of this home any more is passed on.
            await HomesOf(delivery.App).DeliverAsync(delivery.ClientIds, ClusterHomes.FrameOf(delivery.Frame),
                delivery.Filter.ToFilter(_applications[delivery.App], _port)).ConfigureAwait(false);
            return null;
        }
        await RequireOwnAsync(request.Slot).ConfigureAwait(false);
        switch (request)
        {
            case ReturnToRoom back:
                await _own.ReturnAsync(_port.SeatOf(_applications[back.App], back.Seat, from), back.RoomId).ConfigureAwait(false);
                return null;
            case RunOperation run:
                return await OperationCatalog.RunAsync(_own, _applications[run.App], run.Name, run.Operation).ConfigureAwait(false);
            case RegisterSeat login:
                return Value(HomesOf(login.App).RegisterHere(_port.SeatOf(_applications[login.App], login.Seat, from), login.IsReconnect),
                    ClusterJson.Default.Boolean);
            case FindOnline find:
                return Value(HomesOf(find.App).FindOnlineHere(find.ClientIds), ClusterJson.Default.IReadOnlyListString);
            case FindLogin find:
                return Value(HomesOf(find.App).HasHere(find.ClientId, find.Filter.ToFilter(_applications[find.App], _port)), ClusterJson.Default.Boolean);
            case KickClient kick:
                return Value(await HomesOf(kick.App).KickHereAsync(kick.ClientId, kick.Reason, from).ConfigureAwait(false), ClusterJson.Default.Int32);
            case TakeRoom take:
                return Value(await HomesOf(take.App).TakeRoomAsync(take.ClientId, take.DeviceId).ConfigureAwait(false), ClusterJson.Default.String!);
            default:
                throw new InvalidOperationException($"This node does not know how to do {request.GetType().Name}.");
        }
    }

    async ValueTask RequireOwnAsync(int slot)
    {
        if (_port.OwnSlots.Find(slot) is not { } own || !await _port.OwnSlots.IsReadyAsync(own.Claim).ConfigureAwait(false))
            throw new NotOwnerException(slot);
    }

    /// <summary>The logins of this node that belong to a slot: by their client, or by the chat room in which they are.</summary>
    List<SlotSeat> SeatsIn(int slot) =>
    [
        .. from session in _port.Sessions.Values
           let isHome = Slots.Of(session.App.Id, session.ClientId) == slot
           let room = session.Room is { } known && Slots.Of(session.App.Id, known.ConversationId) == slot ? known.ConversationId : null
           where isHome || room is not null
           select new SlotSeat(session.App.Id, Seat.Of(session, _port.Cluster.Self), isHome, room),
    ];

    void Restore(SlotClaim claim, ClusterNode from, IReadOnlyList<SlotSeat> seats)
    {
        if (_port.OwnSlots.Find(claim.Slot) is not { } slot || slot.Claim != claim)
            return;
        foreach (var told in seats)
        {
            var seat = _port.SeatOf(_applications[told.App], told.Seat, from);
            if (told.IsHome)
                HomesOf(told.App).Register.Restore(seat);
            if (told.RoomId is { } roomId)
                _ = LogAsync(_own.ReturnAsync(seat, roomId).AsTask(), "bringing logins back into a chat room");
        }
        slot.Heard(from);
    }

    void Drop(int slot)
    {
        foreach (var app in _applications.Values)
        {
            HomesOf(app).Register.Drop(slot);
            _conversations.Of(app).Drop(slot);
        }
    }

    void End(Session session, SessionEnd end, string? reason) => _ = LogAsync(end switch
    {
        SessionEnd.Displaced => _endings.DisplaceAsync(session).AsTask(),
        SessionEnd.Kicked => _endings.KickAsync(session, reason!).AsTask(),
        _ => _endings.EndAsync(session, end).AsTask(),
    }, "ending a login");

    static void Move(Session session, RemoteRoom room, bool isIn)
    {
        if (!isIn)
            session.LeaveRoom(room);
        else if (!session.EnterRoom(room) && session.IsEnded)
            room.Remove(session);
    }

    async Task LogAsync(Task work, string what)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _services.Log.LogFault(exception, what);
        }
    }

    static JsonElement? Value<T>(T value, JsonTypeInfo<T> type) => value is null ? null : JsonSerializer.SerializeToElement(value, type);

    Session? SessionOf(long number) => _port.Sessions.GetValueOrDefault(number);

    ClusterHomes HomesOf(string app) => HomesOf(_applications[app]);

    ClusterHomes HomesOf(Application app) => (ClusterHomes)_logins.Of(app).Homes;
}
