using System.Reactive.Concurrency;

namespace LeanRx.Simulation;

/// <summary>A client and everything that its streams told.</summary>
sealed class Witness
{
    public Witness(LeanClient client, IScheduler scheduler, TraceHash trace)
    {
        Client = client;
        client.Messages.Subscribe(
            message =>
            {
                Messages.Add(message);
                trace.Add(scheduler.Now, $"{client.ClientId} {message.Id}");
            },
            error => Ends.Add($"Messages ended in {error.GetType().Name}"),
            () => Ends.Add("Messages completed"));
        client.StateChanges.Subscribe(
            state =>
            {
                trace.Add(scheduler.Now, $"{client.ClientId} {state.GetType().Name}");
            },
            error => Ends.Add($"StateChanges ended in {error.GetType().Name}"),
            () => Ends.Add("StateChanges completed"));
        client.Faults.Subscribe(Faults.Add);
    }

    public LeanClient Client { get; }

    public Conversation[] Conversations { get; set; } = [];

    public List<Message> Messages { get; } = [];

    public List<Fault> Faults { get; } = [];

    public List<string> Ends { get; } = [];
}
