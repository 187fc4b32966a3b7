using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>
/// One run: three friends, one of them on two devices (in each fourth plan one of them over protobuf), talk in two conversations for a minute while a plan
/// strikes, and rename, mute, invite, edit, take back and whatever else can be done, there and in a third one; then the network heals, and what each of them
/// saw and shows is held against what the server has.
/// </summary>
public sealed class Simulation
{
    static readonly string[] Names = ["Tom", "Jerry", "Spike"];
    static readonly TimeSpan Trouble = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Healing = TimeSpan.FromMinutes(10);

    const int Burst = 120;

    readonly VirtualWorld _world;
    readonly Defect? _defect;
    readonly SharedSocket? _socket;
    readonly Random _random;
    readonly bool _isOverProtobuf;
    readonly List<IMessageStore> _stores = [];
    readonly List<Witness> _witnesses = [];
    readonly List<Sending> _sendings = [];
    readonly List<Doing> _doings = [];
    readonly int _nodes;
    ClaimLog? _claims;
    int _mostSockets;

    Simulation(int seed, Defect? defect, bool isOnOneSocket, bool hasHooks, int nodes)
    {
        (_defect, _nodes) = (defect, nodes);
        _socket = isOnOneSocket ? new SharedSocket() : null;
        _random = new Random(seed);
        // Translating takes as much time as all the rest.
        _isOverProtobuf = seed % 4 == 0;
        AppOptions[] apps = [AppOptions.Demo with { Hooks = hasHooks ? [UnreliableHook.For(seed, () => _world!)] : [] }];
        _world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch),
            new VirtualWorldOptions
            {
                Seed = seed,
                CreateStore = CreateStore,
                Server = new ServerOptions { Apps = apps, Limits = ServerLimits.Unlimited },
                Nodes = nodes,
                WrapNode = node => _defect?.Change(node, () => _world!) ?? node,
            });
    }

    /// <summary>The plan that belongs to a seed.</summary>
    public static FaultPlan PlanOf(int seed, int nodes = 1)
    {
        var plan = FaultPlan.Draw(seed, Trouble, Names);
        return nodes > 1 ? plan + FaultPlan.DrawNodeFaults(seed, Trouble, nodes) : plan;
    }

    /// <summary>Plays one plan.</summary>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="plan">What goes wrong.</param>
    /// <param name="defect">A mistake that is to be found; null for the product as it is.</param>
    /// <param name="isOnOneSocket">Whether the three share a socket.</param>
    /// <param name="hasHooks">Whether the server asks a hook that fails as it pleases.</param>
    /// <param name="nodes">How many nodes serve them together.</param>
    public static SimulationResult Play(int seed, FaultPlan plan, Defect? defect = null, bool isOnOneSocket = false, bool hasHooks = false, int nodes = 1) =>
        new Simulation(seed, defect, isOnOneSocket, hasHooks, nodes).Play(plan);

    SimulationResult Play(FaultPlan plan)
    {
        foreach (var name in Names)
            Join(_world.CreateClient(name, options => (_defect?.Change(options, _world) ?? options) with { SharedSocket = _socket }), name);
        Join(_world.CreateClient(Names[0], PhoneOf), $"{Names[0]}'s phone");
        _world.Run(Task.WhenAll(_witnesses.Select(witness => witness.Client.OpenAsync())));
        Meet();

        var start = _world.Clock.Now;
        plan.ApplyTo(_world);
        foreach (var restart in plan.Faults.OfType<ServerRestartFault>())
            _world.Scheduler.Schedule(restart.At, () => _defect?.OnRestart());
        foreach (var witness in _witnesses)
        {
            if (witness.Device == witness.Name)
                Repeat(() => Say(witness), 1);
            Repeat(new Doer(_random, witness, _doings).Do, 3);
        }
        CountSockets();
        _world.AdvanceBy(Trouble);
        _world.Network.Heal();
        _world.AdvanceBy(Healing);

        var trace = new TraceHash();
        foreach (var witness in _witnesses)
            trace.Add(witness.Trace.Value);
        var mostSockets = _mostSockets;
        var evidence = new Evidence(_world, plan, start + Trouble, _stores, _witnesses, _sendings)
        {
            MostSockets = mostSockets,
            Doings = _doings,
            StrangeClaims = _claims?.Strange ?? [],
        };
        return new SimulationResult(_sendings.Count, trace.Value, new Checker(evidence).Check());
    }

    LeanClientOptions PhoneOf(LeanClientOptions options)
    {
        options = (_defect?.Change(options, _world) ?? options) with { Tag = "phone" };
        return _isOverProtobuf ? ProtobufTransport.Use(options) : options;
    }

    void Join(LeanClient client, string device)
    {
        _witnesses.Add(new Witness(client, _defect?.MessagesOf(client) ?? client.Messages, _world.Scheduler, device));
        _defect?.OnClient(client);
    }

    void Meet()
    {
        var tom = _witnesses[0].Client;
        var rooms = Enumerable.Range(0, 3).Select(_ => tom.CreateConversationAsync(Names[1..])).ToArray();
        var elsewhere = tom.CreateConversationAsync([]);
        _world.Run(Task.WhenAll([.. rooms, elsewhere]));
        foreach (var witness in _witnesses)
        {
            var found = Array.ConvertAll(rooms, room => witness.Client.GetConversationAsync(room.Result.Id));
            var others = witness.Client.GetConversationAsync(elsewhere.Result.Id);
            _world.Run(Task.WhenAll([.. found, others]));
            witness.Conversations = Array.ConvertAll(found, task => task.Result!);
            witness.Elsewhere = witness.Name == tom.ClientId ? null : others.Result;
            witness.View.Follow(witness.Conversations);
        }
    }

    /// <summary>Does something again and again, until the trouble is over.</summary>
    /// <param name="slowness">How many times as long as usual the pauses are.</param>
    void Repeat(Action what, int slowness)
    {
        var end = _world.Scheduler.Now + Trouble;
        void Go()
        {
            if (_world.Scheduler.Now >= end)
                return;
            what();
            _world.Scheduler.Schedule(Pause() * slowness, Go);
        }
        _world.Scheduler.Schedule(Pause() * slowness, Go);
    }

    void Say(Witness witness)
    {
        // Now and then more at once than a server counts as unread.
        for (var count = _random.Next(1500) == 0 ? Burst : 1; count > 0; count--)
            Send(witness);
    }

    void Send(Witness witness)
    {
        var conversation = witness.Conversations[_random.Next(witness.Conversations.Length - 1)];
        var isRefused = _random.Next(20) == 0 && witness.Elsewhere is not null;
        if (isRefused)
            conversation = witness.Elsewhere!;
        var text = $"{witness.Name} {_sendings.Count}";
        _sendings.Add(new Sending(witness, conversation.Id, text, conversation.SendAsync(text), isRefused));
    }

    TimeSpan Pause() => TimeSpan.FromMilliseconds(_random.Next(200, 4000));

    void CountSockets()
    {
        _mostSockets = Math.Max(_mostSockets, _world.Network.OpenConnections);
        _world.Scheduler.Schedule(TimeSpan.FromSeconds(5), CountSockets);
    }

    IMessageStore CreateStore()
    {
        IMessageStore store = new InMemoryMessageStore("simulation"u8.ToArray());
        if (_nodes > 1)
            store = _claims = new ClaimLog((IFencedStore)store, () => _world.Cluster!);
        store = _defect?.Change(store) ?? store;
        _stores.Add(store);
        return store;
    }
}
