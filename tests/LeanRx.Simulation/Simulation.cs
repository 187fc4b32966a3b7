using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>One run: three friends talk in two conversations for a minute while a plan strikes; then the network heals, and what each of them saw is held against the server's log.</summary>
public sealed class Simulation
{
    static readonly string[] Names = ["Tom", "Jerry", "Spike"];
    static readonly TimeSpan Trouble = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Healing = TimeSpan.FromMinutes(10);

    readonly VirtualWorld _world;
    readonly Random _random;
    readonly TraceHash _trace = new();
    readonly List<Witness> _witnesses = [];
    readonly List<Sending> _sendings = [];

    Simulation(int seed)
    {
        _random = new Random(seed);
        _world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch), new VirtualWorldOptions { Seed = seed });
    }

    /// <summary>The plan that belongs to a seed.</summary>
    public static FaultPlan PlanOf(int seed) => FaultPlan.Draw(seed, Trouble, Names);

    /// <summary>Plays one plan.</summary>
    public static SimulationResult Play(int seed, FaultPlan plan) => new Simulation(seed).Play(plan);

    SimulationResult Play(FaultPlan plan)
    {
        foreach (var name in Names)
            _witnesses.Add(new Witness(_world.CreateClient(name), _world.Scheduler, _trace));
        foreach (var witness in _witnesses)
            _world.Run(witness.Client.OpenAsync());
        var rooms = Enumerable.Range(0, 2).Select(_ => _world.Run(_witnesses[0].Client.CreateConversationAsync(Names[1..])).Id).ToArray();
        foreach (var witness in _witnesses)
            witness.Conversations = rooms.Select(id => _world.Run(witness.Client.GetConversationAsync(id))!).ToArray();

        plan.ApplyTo(_world);
        foreach (var witness in _witnesses)
            Chat(witness);
        _world.AdvanceBy(Trouble);
        _world.AdvanceBy(Healing);

        var violations = new Checker(_world, _witnesses, _sendings).Check();
        return new SimulationResult(_sendings.Count, _trace.Value, violations);
    }

    void Chat(Witness witness)
    {
        var end = _world.Scheduler.Now + Trouble;
        void Say()
        {
            if (_world.Scheduler.Now >= end)
                return;
            var conversation = witness.Conversations[_random.Next(witness.Conversations.Length)];
            var text = $"{witness.Client.ClientId} {_sendings.Count}";
            _sendings.Add(new Sending(witness, conversation.Id, text, conversation.SendAsync(text)));
            _world.Scheduler.Schedule(Pause(), Say);
        }
        _world.Scheduler.Schedule(Pause(), Say);
    }

    TimeSpan Pause() => TimeSpan.FromMilliseconds(_random.Next(200, 4000));
}
