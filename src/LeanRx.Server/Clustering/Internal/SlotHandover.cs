using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>What comes with a slot to its new owner and leaves the one before: the logins of its clients, those in its chat rooms, its conversations.</summary>
internal sealed class SlotHandover
{
    readonly EngineParts _parts;
    readonly ClusterPort _port;

    /// <summary>By slot, the last claim of this node that it let go of in good order.</summary>
    readonly long[] _letGo = new long[Slots.Count];

    public SlotHandover(EngineParts parts, ClusterPort port)
    {
        (_parts, _port) = (parts, port);
        port.OwnSlots.Dropped = Drop;
    }

    public void Begin(SlotClaim claim)
    {
        if (_port.OwnSlots.Begin(claim, (_parts.Services.Clock.Now, _parts.Services.Clock.Elapsed)) is not { } slot)
            return;
        TakeIn(_port.Cluster.Self, Told(claim));
        var others = _port.Cluster.Nodes.Where(node => node != _port.Cluster.Self).ToList();
        slot.Await(others);
        foreach (var node in others)
            _port.Send(node, new AskSlot(claim));
        // Who has left since they were listed was told to nobody who waits.
        foreach (var gone in others.Except(_port.Cluster.Nodes))
            slot.Heard(gone);
    }

    public async ValueTask EndAsync(SlotClaim claim, CancellationToken cancellationToken)
    {
        foreach (var app in _parts.Applications.Values)
            foreach (var conversation in _parts.Conversations.Of(app).In(claim.Slot))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await conversation.Gate.EnterAsync().ConfigureAwait(false);
                using var hold = new ConversationHold(conversation);
                await conversation.Outbox.SettledAsync().ConfigureAwait(false);
            }
        await _parts.Services.Saver.SaveAsync().ConfigureAwait(false);
        Volatile.Write(ref _letGo[claim.Slot], claim.Epoch);
        _port.OwnSlots.Lose(claim);
    }

    /// <summary>
    /// Tells the new owner of a slot what this node knows of it. Where it was the owner before, what it said to others has arrived there by then: what the new
    /// owner says comes after it.
    /// </summary>
    public async Task TellAsync(ClusterNode owner, SlotClaim claim)
    {
        if (LetGo(claim))
            await Task.WhenAll(_port.Cluster.Nodes.Where(node => node != _port.Cluster.Self && node != owner).Select(_port.ArrivedAsync)).ConfigureAwait(false);
        _port.Send(owner, Told(claim));
    }

    /// <summary>Takes in what a node knows of a slot: which of its logins belong to it, and whether the owner before let go of it.</summary>
    public void TakeIn(ClusterNode node, TellSlot told)
    {
        if (_port.OwnSlots.Find(told.Claim.Slot) is not { } slot || slot.Claim != told.Claim)
            return;
        slot.WasLetGo |= told.WasLetGo;
        foreach (var (app, newest) in told.Notified ?? [])
            _parts.Applications[app].Notifications.Learn(newest);
        foreach (var item in told.Seats)
        {
            var seat = _port.SeatOf(_parts.Applications[item.App], item.Seat, node);
            if (item.IsHome)
                _parts.HomesOf(item.App).Register.Restore(seat);
            if (item.RoomId is { } roomId)
                _ = _parts.Services.RunAsync(_parts.Own.ReturnAsync(seat, roomId).AsTask(), "bringing a login back into a chat room");
        }
        slot.Heard(node);
    }

    TellSlot Told(SlotClaim claim) => new(claim, SeatsIn(claim.Slot))
    {
        WasLetGo = LetGo(claim),
        Notified = _parts.Applications.Values.Where(static app => app.Notifications.Newest is not null)
            .ToDictionary(static app => app.Id, static app => app.Notifications.Newest!.Value),
    };

    /// <summary>Whether this node was the owner before, and let go in good order.</summary>
    bool LetGo(SlotClaim next) => next.Epoch > 1 && Volatile.Read(ref _letGo[next.Slot]) == next.Epoch - 1;

    /// <summary>The logins of this node that belong to a slot: by their client, or by the chat room in which they are.</summary>
    List<SlotSeat> SeatsIn(int slot) =>
    [
        .. from session in _port.SessionsBySlot.In(slot).Union(OccupantsIn(slot))
           orderby session.Number
           let isHome = Slots.Of(session.App.Id, session.ClientId) == slot
           let room = session.Room is { } known && Slots.Of(session.App.Id, known.ConversationId) == slot ? known.ConversationId : null
           where isHome || room is not null
           select new SlotSeat(session.App.Id, WireSeat.Of(session, _port.SelfName), isHome, room),
    ];

    IEnumerable<Session> OccupantsIn(int slot) => _parts.Applications.Values.SelectMany(app => app.Occupants!.In(slot))
        .Select(number => _port.Sessions.GetValueOrDefault(number)).OfType<Session>();

    void Drop(int slot)
    {
        foreach (var app in _parts.Applications.Values)
        {
            _parts.HomesOf(app).Register.Drop(slot);
            _parts.Conversations.Of(app).Drop(slot);
        }
    }
}
