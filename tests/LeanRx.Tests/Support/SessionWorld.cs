using System.Reactive.Linq;
using LeanRx.Connections.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Support;

/// <summary>A session of Tom on a fake network, in virtual time. Everything that its observers hear is written down.</summary>
sealed class SessionWorld
{
    public static readonly Uri Server = new("ws://chat.example/");

    public SessionWorld(Func<LeanClientOptions, LeanClientOptions>? change = null, int lastSerialId = 0)
    {
        Transport = new FakeTransport(Scheduler);
        var options = new LeanClientOptions
        {
            Server = Server,
            ClientId = "tom",
            Scheduler = Scheduler,
            Transport = Transport,
            Random = new Random(1),
            ReconnectPolicy = new FixedDelay(TimeSpan.FromSeconds(3)),
        };
        Session = new Session(change?.Invoke(options) ?? options, Handler, lastSerialId);
        Session.StateChanges.Subscribe(States.Add);
        Session.Faults.Subscribe(Faults.Add);
    }

    public TestScheduler Scheduler { get; } = new();

    public FakeTransport Transport { get; }

    public RecordingHandler Handler { get; } = new();

    public Session Session { get; }

    public List<ConnectionState> States { get; } = [];

    public List<Fault> Faults { get; } = [];

    /// <summary>Virtual time now, in seconds.</summary>
    public double Seconds => Transport.Seconds;

    /// <summary>The states by their names, for example <c>Connected</c>.</summary>
    public IEnumerable<string> StateNames => States.Select(state => state.GetType().Name);

    /// <summary>A world whose session is logged in.</summary>
    public static SessionWorld Opened(Func<LeanClientOptions, LeanClientOptions>? change = null)
    {
        var world = new SessionWorld(change);
        var open = world.Session.OpenAsync();
        world.Settle();
        world.AssertSucceeded(open);
        return world;
    }

    /// <summary>Lets virtual time pass.</summary>
    public void Advance(double seconds) => Scheduler.AdvanceBy(TimeSpan.FromSeconds(seconds).Ticks);

    /// <summary>Lets virtual time pass up to an instant since the world began.</summary>
    public void AdvanceTo(double seconds) => Scheduler.AdvanceTo(TimeSpan.FromSeconds(seconds).Ticks);

    /// <summary>Delivers what waits for observers. Takes a few ticks of 100 ns.</summary>
    public void Settle()
    {
        for (var turn = 0; turn < 4; turn++)
            Scheduler.AdvanceBy(1);
    }

    /// <summary>What came of a task that must have ended by now.</summary>
    public T ResultOf<T>(Task<T> task)
    {
        Settle();
        return Result.Of(task);
    }

    /// <summary>The error of a task that must have failed by now.</summary>
    public Exception ErrorOf(Task task)
    {
        Settle();
        return Result.ErrorOf(task);
    }

    public void AssertSucceeded(Task task)
    {
        Settle();
        Assert.True(task.IsCompletedSuccessfully, $"The task is {task.Status}. {task.Exception?.InnerException}");
    }

    public void AssertCancelled(Task task)
    {
        Settle();
        Assert.True(task.IsCanceled, $"The task is {task.Status}.");
    }

    public Task<Frame> Execute(string conversationId = "room", bool repeatable = true, CancellationToken cancellationToken = default) =>
        Session.ExecuteAsync(new DirectFrame { ConversationId = conversationId, Body = "hello", DeduplicationToken = conversationId }, repeatable,
            cancellationToken);
}
