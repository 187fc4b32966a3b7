using System.Reactive.Concurrency;

namespace LeanRx.Simulation;

/// <summary>A client and everything that its streams told.</summary>
sealed class Witness
{
    public Witness(LeanClient client, IObservable<Message> messages, IScheduler clock, string device)
    {
        Client = client;
        Device = device;
        View = new View(client);
        messages.Subscribe(
            message =>
            {
                Messages.Add(message);
                Trace.Add(clock.Now, client.ClientId, message.Id);
            },
            error => Ends.Add($"Messages ended in {error.GetType().Name}"),
            () => Ends.Add("Messages completed"));
        client.StateChanges.Subscribe(
            state =>
            {
                States.Add((clock.Now, state));
                Trace.Add(clock.Now, client.ClientId, state.GetType().Name);
            },
            error => Ends.Add($"StateChanges ended in {error.GetType().Name}"),
            () => Ends.Add("StateChanges completed"));
        client.Faults.Subscribe(Faults.Add);
    }

    public LeanClient Client { get; }

    /// <summary>Its client id.</summary>
    public string Name => Client.ClientId;

    /// <summary>Which of the devices of that client it is.</summary>
    public string Device { get; }

    /// <summary>What it shows.</summary>
    public View View { get; }

    /// <summary>Everything that it saw, with the instants.</summary>
    public TraceHash Trace { get; } = new();

    /// <summary>Where it talks.</summary>
    public Conversation[] Conversations { get; set; } = [];

    /// <summary>Where everything is done that can be done, beside talking.</summary>
    public Conversation Board => Conversations[^1];

    /// <summary>Where messages are sent that nobody changes.</summary>
    public IEnumerable<Conversation> Rooms => Conversations[..^1];

    /// <summary>A conversation of others.</summary>
    public Conversation? Elsewhere { get; set; }

    public List<Message> Messages { get; } = [];

    public List<(DateTimeOffset At, ConnectionState State)> States { get; } = [];

    public List<Fault> Faults { get; } = [];

    public List<string> Ends { get; } = [];
}
