using System.Reactive.Linq;
using System.Text;
using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>
/// The laws that are about who listens: the same plans once more, with guests at the streams or rubbish on the wire. What the friends see and when must stay
/// the same.
/// </summary>
[Trait("Speed", "slow")]
public class GuestTests
{
    const int Clients = 4;

    static readonly int s_plans = Amount.Of(some: 5, all: 25);

    static void Compare(Func<Defect> invite, Action<int, IReadOnlyList<string>> check)
    {
        foreach (var seed in Enumerable.Range(1, s_plans))
        {
            var plan = Simulation.Simulation.PlanOf(seed);
            var (alone, together) = (Simulation.Simulation.Play(seed, plan), Simulation.Simulation.Play(seed, plan, invite()));
            Assert.Equal(alone.Trace, together.Trace);
            Assert.Empty(alone.Violations);
            check(seed, together.Violations);
        }
    }

    /// <summary>Law 10.</summary>
    [Fact]
    public void No_behaviour_depends_on_who_is_subscribed() => Compare(() => new Bystander(), (_, violations) => Assert.Empty(violations));

    /// <summary>Laws 9 and 11.</summary>
    [Fact]
    public void An_observer_that_throws_is_a_fault_once_and_hurts_nobody_else() => Compare(() => new Thrower(), (seed, violations) =>
    {
        Assert.All(violations, violation =>
            Assert.Contains(": Observer An observer threw and was unsubscribed: a mistake of the application", violation, StringComparison.Ordinal));
        Assert.Equal(Clients * Thrower.Streams, violations.Count);
    });

    /// <summary>Law 11: an observer may call whatever it likes of the client that calls it.</summary>
    [Fact]
    public void An_observer_may_use_the_client_that_calls_it() => Compare(() => new Caller(), (_, violations) => Assert.Empty(violations));

    /// <summary>Law 12.</summary>
    [Fact]
    public void Rubbish_costs_one_frame_each_and_a_fault()
    {
        var rubbish = new List<Rubbish>();
        Compare(() =>
        {
            var made = new Rubbish();
            rubbish.Add(made);
            return made;
        }, (_, violations) =>
        {
            Assert.All(violations, violation => Assert.Contains(": Protocol ", violation, StringComparison.Ordinal));
            Assert.Equal(rubbish[^1].Count, violations.Count);
        });
        Assert.True(rubbish.Sum(it => it.Count) > s_plans, "There was no rubbish.");
    }

    sealed class Bystander : Defect
    {
        public override string FoundBy => "nothing";

        public override void OnClient(LeanClient client)
        {
            client.Messages.ValidateRxContract().Subscribe();
            client.StateChanges.ValidateRxContract().Subscribe();
            client.Frames.ValidateRxContract().Subscribe();
            client.Faults.ValidateRxContract().Subscribe();
            client.Receipts.ValidateRxContract().Subscribe();
            client.UnreadChanges.ValidateRxContract().Subscribe();
            client.MembershipChanges.ValidateRxContract().Subscribe();
            client.ConversationUpdates.ValidateRxContract().Subscribe();
            client.ConversationsCreated.ValidateRxContract().Subscribe(conversation => conversation.Messages.Subscribe());
        }
    }

    sealed class Thrower : Defect
    {
        public const int Streams = 3;

        public override string FoundBy => "nothing";

        public override void OnClient(LeanClient client)
        {
            client.Messages.Subscribe(static _ => throw new InvalidOperationException("a mistake of the application"));
            client.StateChanges.Subscribe(static _ => throw new InvalidOperationException("a mistake of the application"));
            client.Frames.Subscribe(static _ => throw new InvalidOperationException("a mistake of the application"));
        }
    }

    sealed class Caller : Defect
    {
        public override string FoundBy => "nothing";

        public override void OnClient(LeanClient client)
        {
            client.StateChanges.Subscribe(_ => Use(client));
            client.Messages.Subscribe(_ => Use(client));
            client.Frames.Subscribe(_ => Use(client));
        }

        static void Use(LeanClient client)
        {
            client.Messages.Take(1).Subscribe().Dispose();
            _ = client.State;
            _ = client.OpenAsync();
        }
    }

    sealed class Rubbish : Defect
    {
        static readonly byte[][] Kinds =
            ["not json"u8.ToArray(), [0xff, 0xfe], "[]"u8.ToArray(), Encoding.UTF8.GetBytes(new string('[', 100_000)), "{\"cmd\":1}"u8.ToArray()];

        public override string FoundBy => "nothing";

        public int Count { get; private set; }

        public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) =>
            options with { Transport = new Transport(options.Transport!, this) };

        byte[] Next() => Kinds[Count++ % Kinds.Length];

        sealed class Transport(ITransport inner, Rubbish rubbish) : ITransport
        {
            public ITransportConnection Create(Uri address, string subprotocol) => new Connection(inner.Create(address, subprotocol), rubbish);
        }

        sealed class Connection(ITransportConnection inner, Rubbish rubbish) : ITransportConnection
        {
            int _count;

            public IDisposable Subscribe(IObserver<TransportEvent> observer) =>
                inner.SelectMany(what => what.Kind == TransportEventKind.Payload && ++_count % 10 == 0 && !IsGoodbye(what)
                    ? [TransportEvent.Received(rubbish.Next(), isText: true), what] : new[] { what }).Subscribe(observer);

            /// <summary>What comes with the goodbye comes after everything was judged.</summary>
            static bool IsGoodbye(TransportEvent what) => what.Payload.Span.IndexOf("closed"u8) >= 0;

            public void Send(ReadOnlyMemory<byte> payload, bool isText) => inner.Send(payload, isText);
        }
    }
}
