using System.Reactive.Disposables;
using LeanRx;

/// <summary>Prints what the streams of the clients tell, and counts it.</summary>
sealed class Tally
{
    readonly Lock _lock = new();
    int _messages, _receipts, _reconnects, _faults;

    public IDisposable Follow(params LeanClient[] clients) => new CompositeDisposable(clients.SelectMany(Follow));

    IEnumerable<IDisposable> Follow(LeanClient client)
    {
        void Say(string text) => Console.WriteLine($"  [{client.ClientId}] {text}");

        yield return client.StateChanges.Subscribe(state =>
        {
            if (state is ConnectionState.Connected { IsReconnect: true })
                Count(ref _reconnects);
            Say(Describe(state));
        });
        yield return client.Messages.Subscribe(message =>
        {
            Count(ref _messages);
            Say($"{message.From} says: {Describe(message)}");
        });
        yield return client.Receipts.Subscribe(receipt =>
        {
            Count(ref _receipts);
            Say($"message {receipt.MessageId} has arrived");
        });
        yield return client.Faults.Subscribe(fault =>
        {
            Count(ref _faults);
            Say($"fault: {fault.Message}");
        });
    }

    public int Print()
    {
        Console.WriteLine($"\nquickstart: {_messages} messages, {_receipts} receipts, {_reconnects} reconnects, {_faults} faults");
        return (_messages, _receipts, _reconnects, _faults) == (3, 1, 2, 0) ? 0 : 1;
    }

    public static string Describe(Message message) => message switch
    {
        TextMessage text => text.Text,
        ImageMessage image => $"{image.Text} <{image.Url}>",
        _ => message.GetType().Name,
    } ?? "";

    static string Describe(ConnectionState state) => state switch
    {
        ConnectionState.Connected { IsReconnect: true } => "connected again",
        ConnectionState.Connected => "connected",
        ConnectionState.Connecting => "connecting",
        ConnectionState.Reconnecting lost => $"connection lost; attempt {lost.Attempt} in {lost.RetryIn.TotalMilliseconds:0} ms",
        _ => "not connected",
    };

    void Count(ref int number)
    {
        lock (_lock)
            number++;
    }
}
