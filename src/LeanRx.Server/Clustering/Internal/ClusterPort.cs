using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The way from one node to the others: to a node, to whoever owns a slot, and to the logins that are here.</summary>
internal sealed class ClusterPort(ICluster cluster, SlotTable slots)
{
    readonly ConcurrentDictionary<long, Question> _questions = new();
    readonly CommandGate?[] _lines = new CommandGate?[Slots.Count];
    long _numbers;

    public ICluster Cluster => cluster;

    /// <summary>This node, as others name it in the keys of its logins.</summary>
    public string SelfName { get; } = cluster.Self.ToString();

    public SlotTable OwnSlots => slots;

    /// <summary>The logins over connections of this node, those that are still being let in among them.</summary>
    public ConcurrentDictionary<long, Session> Sessions { get; } = new();

    /// <summary>The same by the slots of their clients.</summary>
    public SlotIndex<Session> SessionsBySlot { get; } = new();

    /// <summary>Ends a login of this node, as its home wants it.</summary>
    public Action<Session, SessionEnd, string?>? End { get; set; }

    public void Send(ClusterNode node, ClusterItem item) => cluster.Send(node, ItemForm.Write(item));

    public void SendToOthers(ClusterItem item)
    {
        byte[]? bytes = null;
        foreach (var node in cluster.Nodes)
            if (node != cluster.Self)
                cluster.Send(node, bytes ??= ItemForm.Write(item));
    }

    public void Answer(ClusterNode node, ClusterRequest request, Exception? fault, JsonElement? result) =>
        Send(node, new Answer(request.Number, fault is null ? null : Failure.Of(fault), result));

    /// <summary>Which login it is, as those know it who compare it with logins of this node.</summary>
    public SeatKey KeyOf(WireSeat seat) => seat.Key.Node == SelfName ? seat.Key with { Node = "" } : seat.Key;

    /// <summary>The login that is told of; one of this node as it is here.</summary>
    /// <param name="node">The node to which it is connected, where that is known.</param>
    public ISeat SeatOf(Application app, WireSeat seat, ClusterNode? node) =>
        KeyOf(seat) is { Node: "" } key && Sessions.TryGetValue(key.Number, out var session) ? session : new RemoteSeat(app, seat, this, node);

    /// <summary>Asks another node, and completes with what it answers.</summary>
    /// <exception cref="NodeLostException">It left before it answered.</exception>
    public async ValueTask<JsonElement?> AskAsync(ClusterNode node, Func<long, ClusterRequest> request)
    {
        var question = new Question(node);
        var item = request(Interlocked.Increment(ref _numbers));
        _questions[item.Number] = question;
        Send(node, item);
        // Who had left before it was asked is told of no more.
        if (!cluster.Nodes.Contains(node) && _questions.TryRemove(item.Number, out _))
            throw new NodeLostException(node);
        await question.Signal.Fired.ConfigureAwait(false);
        var answer = question.Answer ?? throw new NodeLostException(node);
        return answer.Failure is { } failure ? throw failure.ToException() : answer.Result;
    }

    public async ValueTask<T> AskAsync<T>(ClusterNode node, Func<long, ClusterRequest> request, JsonTypeInfo<T> type) =>
        await AskAsync(node, request).ConfigureAwait(false) is { } result ? result.Deserialize(type)! : default!;

    public void Take(Answer answer)
    {
        if (!_questions.TryRemove(answer.Number, out var question))
            return;
        question.Answer = answer;
        question.Signal.Fire();
    }

    /// <summary>Nothing comes from a node any more: who waits for it hears so.</summary>
    public void Lose(ClusterNode node)
    {
        // In the order in which they were asked: so they are asked again.
        foreach (var number in _questions.Where(asked => asked.Value.Node == node).Select(static asked => asked.Key).Order().ToList())
            if (_questions.TryRemove(number, out var question))
                question.Signal.Fire();
    }

    /// <summary>Completes when what was said to a node has arrived there, or nothing does any more.</summary>
    public async Task ArrivedAsync(ClusterNode node)
    {
        try
        {
            await AskAsync(node, static number => new Echo(number)).ConfigureAwait(false);
        }
        catch (NodeLostException)
        {
            // Nobody is there to whom it matters.
        }
    }

    /// <summary>
    /// Does something at the owner of a slot: here or there. What is begun first for a slot is brought there first, also while its owner is looked for.
    /// </summary>
    /// <param name="before">What has to be waited for before something is brought to an owner.</param>
    public ValueTask<T> AtOwnerAsync<T>(int slot, Func<ValueTask<T>> here, Func<ClusterNode, ValueTask<T>> there,
        Func<ClusterNode, ValueTask>? before = null) => AtOwnerAsync(slot, here, there, before, LineOf(slot));

    /// <summary>The same ahead of what stands in line: it was brought before, to an owner that is lost.</summary>
    public ValueTask<T> AheadAtOwnerAsync<T>(int slot, Func<ValueTask<T>> here, Func<ClusterNode, ValueTask<T>> there) =>
        AtOwnerAsync(slot, here, there, null, null);

    async ValueTask<T> AtOwnerAsync<T>(int slot, Func<ValueTask<T>> here, Func<ClusterNode, ValueTask<T>> there, Func<ClusterNode, ValueTask>? before,
        CommandGate? line)
    {
        SlotOwner? stale = null;
        while (true)
        {
            ValueTask<T> work;
            if (line is not null)
                await line.EnterAsync().ConfigureAwait(false);
            try
            {
                while (true)
                {
                    var owner = await cluster.FindOwnerAsync(slot, stale).ConfigureAwait(false);
                    if (owner.Node == cluster.Self && !await slots.IsReadyAsync(owner.Claim).ConfigureAwait(false))
                    {
                        stale = owner;
                        continue;
                    }
                    if (before?.Invoke(owner.Node) is { IsCompletedSuccessfully: false } waiting)
                    {
                        await waiting.ConfigureAwait(false);
                        continue;
                    }
                    stale = owner;
                    work = owner.Node == cluster.Self ? here() : there(owner.Node);
                    break;
                }
            }
            finally
            {
                line?.Leave();
            }
            try
            {
                return await work.ConfigureAwait(false);
            }
            catch (StaleOwnerException lost)
            {
                slots.Lose(lost.Claim);
            }
            catch (Exception exception) when (exception is NotOwnerException or NodeLostException)
            {
                // Nothing was done, or what was is done again by whoever owns it now.
            }
        }
    }

    /// <summary>The owner of a slot where that can be said at once, and nothing waits to be brought there.</summary>
    public bool TryFindOwner(int slot, out ClusterNode node)
    {
        node = cluster.Self;
        var line = LineOf(slot);
        if (!line.TryEnter())
            return false;
        try
        {
            var find = cluster.FindOwnerAsync(slot);
            if (!find.IsCompletedSuccessfully)
            {
                find.AsTask().ObserveFailure();
                return false;
            }
            node = find.Result.Node;
            return node != cluster.Self || slots.IsReady(find.Result.Claim);
        }
        finally
        {
            line.Leave();
        }
    }

    /// <summary>Does something at this node where it owns a slot, and else says it to the owner. Completes when it is done or on its way.</summary>
    public ValueTask<bool> TellOwnerAsync(int slot, Action here, Func<ClusterItem> there) => AtOwnerAsync(slot, () =>
    {
        here();
        return new ValueTask<bool>(true);
    }, node =>
    {
        Send(node, there());
        return new ValueTask<bool>(true);
    });

    CommandGate LineOf(int slot) => _lines[slot] ?? Interlocked.CompareExchange(ref _lines[slot], new CommandGate(), null) ?? _lines[slot]!;

    sealed class Question(ClusterNode node)
    {
        public ClusterNode Node => node;

        public InlineSignal Signal { get; } = new();

        public Answer? Answer { get; set; }
    }
}
