using System.Text.Json;
using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The homes of the clients of one application on several nodes: each with the owner of its slot.</summary>
/// <param name="own">The logins of this node.</param>
internal sealed class ClusterHomes(Application app, IClientHomes own, ClusterPort port) : IClientHomes
{
    readonly UnansweredDeliveries _unanswered = new();

    /// <summary>The clients whose home is here.</summary>
    public HomeRegister Register { get; } = new(app);

    public PresenceLog Presence => own.Presence;

    public bool KnowsEverybody => false;

    public IEnumerable<string> ClientIds => own.ClientIds;

    public int ClientCountToday => own.ClientCountToday;

    public bool IsOnline(string clientId) => own.IsOnline(clientId);

    public async ValueTask<Registration> RegisterAsync(Session session)
    {
        // Found from now on by its home, which may have something for it before it has answered.
        var slot = SlotOf(session.ClientId);
        port.Sessions[session.Number] = session;
        port.SessionsBySlot.Add(slot, session);
        try
        {
            var isAccepted = await port.AtOwnerAsync(slot, () => new ValueTask<bool>(RegisterHere(session, session.IsReconnect)), node =>
                port.AskAsync(node, number => new RegisterSeat(number, slot, app.Id, SeatOf(session), session.IsReconnect), ClusterJson.Default.Boolean))
                .ConfigureAwait(false);
            var registration = isAccepted ? await own.RegisterAsync(session).ConfigureAwait(false) : new Registration(false, [], []);
            if (registration.IsAccepted && !session.IsEnded)
                return registration;
            Unregister(session);
            return new Registration(false, [], []);
        }
        catch
        {
            Unregister(session);
            throw;
        }
    }

    public void Unregister(Session session)
    {
        own.Unregister(session);
        var slot = SlotOf(session.ClientId);
        port.Sessions.TryRemove(session.Number, out _);
        port.SessionsBySlot.Remove(slot, session);
        TellOwner(slot, () => Register.Remove(session), () => new UnregisterSeat(app.Id, SeatOf(session)));
    }

    /// <summary>Decides of a login of a client whose home is here, and ends those that must go elsewhere: at its own node it is done there.</summary>
    public bool RegisterHere(ISeat seat, bool isReconnect)
    {
        var (isAccepted, displaced, replaced) = Register.Register(seat, isReconnect);
        foreach (var (other, end) in displaced.Select(static other => (other, SessionEnd.Displaced))
            .Concat(replaced.Select(other => (other, LoginRules.EndOf(other, seat)))))
            if (other.Key.Node != seat.Key.Node)
                EndSeat(other, end, null);
        return isAccepted;
    }

    public void KeepRoom(string clientId, string? deviceId, string roomId)
    {
        var slot = SlotOf(clientId);
        TellOwner(slot, () => own.KeepRoom(clientId, deviceId, roomId), () => new KeepRoom(app.Id, clientId, deviceId, roomId));
    }

    public ValueTask<string?> TakeRoomAsync(string clientId, string? deviceId)
    {
        var slot = SlotOf(clientId);
        return port.AtOwnerAsync(slot, () => own.TakeRoomAsync(clientId, deviceId), node =>
            port.AskAsync(node, number => new TakeRoom(number, slot, app.Id, clientId, deviceId), ClusterJson.Default.String)!);
    }

    public ValueTask<int> KickAsync(string clientId, string reason)
    {
        var slot = SlotOf(clientId);
        return port.AtOwnerAsync(slot, () => KickHereAsync(clientId, reason, port.Cluster.Self), node =>
            port.AskAsync(node, number => new KickClient(number, slot, app.Id, clientId, reason), ClusterJson.Default.Int32));
    }

    /// <summary>Kicks a client whose home is here; its logins at the node that asks are ended there.</summary>
    public async ValueTask<int> KickHereAsync(string clientId, string reason, ClusterNode asking)
    {
        await app.Kicks.NoteAsync(clientId).ConfigureAwait(false);
        var seats = Register.Of(clientId).Where(seat => NodeOf(seat) != asking).ToList();
        seats.ForEach(seat => EndSeat(seat, SessionEnd.Kicked, reason));
        return seats.Count;
    }

    public async ValueTask<IReadOnlyList<string>> FindOnlineAsync(IEnumerable<string> clientIds)
    {
        var ids = clientIds.ToList();
        var asked = ids.GroupBy(SlotOf).Select(slot => port.AtOwnerAsync(slot.Key, () => new ValueTask<IReadOnlyList<string>>(FindOnlineHere(slot)), node =>
            port.AskAsync(node, number => new FindOnline(number, slot.Key, app.Id, [.. slot]), ClusterJson.Default.IReadOnlyListString)).AsTask()).ToList();
        var online = (await Task.WhenAll(asked).ConfigureAwait(false)).SelectMany(static answer => answer).ToHashSet(StringComparer.Ordinal);
        return [.. ids.Where(online.Contains)];
    }

    public IReadOnlyList<string> FindOnlineHere(IEnumerable<string> clientIds) => [.. clientIds.Where(clientId => Register.Of(clientId).Length > 0)];

    public ValueTask<bool> HasAsync(string clientId, SeatFilter filter)
    {
        var slot = SlotOf(clientId);
        return port.AtOwnerAsync(slot, () => new ValueTask<bool>(HasHere(clientId, filter)), node =>
            port.AskAsync(node, number => new FindLogin(number, slot, app.Id, clientId, filter.ToWire(port)), ClusterJson.Default.Boolean));
    }

    public bool HasHere(string clientId, SeatFilter filter) => Register.Of(clientId).Any(filter.Takes);

    public int Deliver(string clientId, ref FanOut fanOut) => Deliver([clientId], ref fanOut);

    public int Deliver(IReadOnlyList<string> clientIds, ref FanOut fanOut)
    {
        var reached = Deliver(clientIds, ref fanOut, isPassedOn: false, out var elsewhere, out _);
        foreach (var delivery in elsewhere)
            Watch(delivery);
        return reached;
    }

    /// <summary>
    /// The same, and completes when it has arrived at the nodes of all logins: until then whoever asks brings it there anew, should this node be lost.
    /// </summary>
    /// <param name="asking">The node that asks; it hears of it before it has the answer.</param>
    public ValueTask DeliverAsync(IReadOnlyList<string> clientIds, FanOutFrame frame, SeatFilter filter, ClusterNode? asking = null)
    {
        var fanOut = new FanOut(frame, filter);
        Deliver(clientIds, ref fanOut, isPassedOn: true, out var elsewhere, out var seats);
        foreach (var (node, _) in seats.All)
            if (node != asking)
                elsewhere = [.. elsewhere, port.ArrivedAsync(node)];
        return elsewhere.Count == 0 ? default : new ValueTask(Task.WhenAll(elsewhere));
    }

    /// <param name="isPassedOn">Whether another node brought it here. It may be what this one waits for, and waits for nothing.</param>
    int Deliver(IReadOnlyList<string> clientIds, ref FanOut fanOut, bool isPassedOn, out IReadOnlyList<Task> elsewhere, out ByNode<long> seats)
    {
        var (reached, homes) = (0, default(ByNode<string>));
        seats = default;
        Dictionary<int, List<string>>? unknown = null;
        foreach (var clientId in clientIds)
        {
            var slot = SlotOf(clientId);
            if (!port.TryFindOwner(slot, out var home) || !isPassedOn && _unanswered.AreElsewhere(slot, home))
                ListOf(unknown ??= [], slot).Add(clientId);
            else if (home != port.Cluster.Self)
                homes.Add(home, clientId);
            else
                foreach (var seat in Register.Of(clientId))
                    if (seat is not RemoteSeat { Node: { } node })
                        reached += fanOut.To(seat);
                    else if (fanOut.Filter.Takes(seat))
                        seats.Add(node, seat.Key.Number);
        }
        foreach (var (node, numbers) in seats.All)
            port.Send(node, new DeliverToSeats(numbers, fanOut.Frame));
        List<Task>? begun = null;
        foreach (var (node, ids) in homes.All)
            (begun ??= []).Add(DeliverThereAsync(node, ids, fanOut.Frame, fanOut.Filter, fanOut.Outstanding));
        foreach (var (slot, ids) in unknown ?? [])
            (begun ??= []).Add(DeliverWhenKnownAsync(slot, ids, fanOut.Frame, fanOut.Filter, isPassedOn, fanOut.Outstanding));
        elsewhere = begun ?? (IReadOnlyList<Task>)[];
        return reached;
    }

    public int DeliverToAll(ref FanOut fanOut)
    {
        port.SendToOthers(new DeliverToAll(app.Id, fanOut.Frame, fanOut.Filter.ToWire(port)));
        return own.DeliverToAll(ref fanOut);
    }

    /// <summary>The same for the logins of this node.</summary>
    public void DeliverToAllHere(FanOutFrame frame, WireFilter filter)
    {
        var fanOut = new FanOut(frame, filter.ToFilter(app, port));
        own.DeliverToAll(ref fanOut);
    }

    async Task DeliverWhenKnownAsync(int slot, List<string> clientIds, FanOutFrame frame, SeatFilter filter, bool isAhead, OutstandingDeliveries? outstanding)
    {
        var number = outstanding?.Begin() ?? 0;
        try
        {
            await BringAsync(slot, clientIds, frame, filter, isAhead).ConfigureAwait(false);
        }
        finally
        {
            outstanding?.End(number);
        }
    }

    async Task DeliverThereAsync(ClusterNode home, List<string> clientIds, FanOutFrame frame, SeatFilter filter, OutstandingDeliveries? outstanding = null)
    {
        var number = outstanding?.Begin() ?? 0;
        var slots = clientIds.ConvertAll(SlotOf);
        _unanswered.Begin(slots, home);
        try
        {
            await port.AskAsync(home, number => new DeliverToClients(number, app.Id, clientIds, frame, filter.ToWire(port))).ConfigureAwait(false);
        }
        catch (NodeLostException)
        {
            await Task.WhenAll(clientIds.GroupBy(SlotOf).Select(slot => BringAsync(slot.Key, [.. slot], frame, filter, isAhead: true).AsTask()))
                .ConfigureAwait(false);
        }
        finally
        {
            _unanswered.End(slots);
            outstanding?.End(number);
        }
    }

    /// <param name="isAhead">Whether it was brought to another home before: what was begun later waits for it.</param>
    ValueTask<bool> BringAsync(int slot, List<string> clientIds, FanOutFrame frame, SeatFilter filter, bool isAhead)
    {
        return isAhead ? port.AheadAtOwnerAsync(slot, HereAsync, ThereAsync)
            : port.AtOwnerAsync(slot, HereAsync, ThereAsync, home => _unanswered.ElsewhereEndedAsync(slot, home));

        async ValueTask<bool> HereAsync()
        {
            var seats = clientIds.SelectMany(Register.Of).Where(filter.Takes).ToList();
            seats.ForEach(seat => seat.Push(frame));
            await Task.WhenAll(seats.OfType<RemoteSeat>().Select(static seat => seat.Node).OfType<ClusterNode>().Distinct().Select(port.ArrivedAsync))
                .ConfigureAwait(false);
            return true;
        }

        async ValueTask<bool> ThereAsync(ClusterNode home)
        {
            await DeliverThereAsync(home, clientIds, frame, filter).ConfigureAwait(false);
            return true;
        }
    }

    void TellOwner(int slot, Action here, Func<ClusterItem> there) => Watch(port.TellOwnerAsync(slot, here, there).AsTask());

    void Watch(Task work)
    {
        if (!work.IsCompletedSuccessfully)
            _ = app.Services.RunAsync(work, "telling the home of a client");
    }

    void EndSeat(ISeat seat, SessionEnd end, string? reason)
    {
        if (seat is Session session)
            port.End?.Invoke(session, end, reason);
        else if (seat is RemoteSeat { Node: { } node })
            port.Send(node, new EndSeat(seat.Key.Number, end, reason));
    }

    ClusterNode NodeOf(ISeat seat) => (seat as RemoteSeat)?.Node ?? port.Cluster.Self;

    WireSeat SeatOf(Session session) => WireSeat.Of(session, port.SelfName);

    int SlotOf(string clientId) => Slots.Of(app.Id, clientId);

    static List<TValue> ListOf<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out var known) ? known : lists[key] = [];
}
