// Tom and Jerry meet, chat, lose the network and find each other again. Server and clients run in this one process.
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx;
using LeanRx.Server;

var watch = new Tally();
try
{
    await PlayAsync();
}
catch (Exception exception)
{
    Console.WriteLine($"missed: {exception.Message}");
    return 1;
}
return watch.Print();

async Task PlayAsync()
{
    // The server, on a free port of this machine. From a shell it is `leanrx serve`.
    await using var server = await LeanServer.StartAsync();

    await using var tom = new LeanClient(server.Url, "Tom");
    await using var jerry = new LeanClient(server.Url, "Jerry");

    Title("Login");
    using var _ = watch.Follow(tom, jerry);
    await tom.OpenAsync();
    await jerry.OpenAsync();
    await Task.WhenAll(Reached<ConnectionState.Connected>(tom), Reached<ConnectionState.Connected>(jerry));

    Title("A conversation: the same members always get the same one");
    var invited = Next(jerry.MembershipChanges.OfType<MembershipChange.Invited>());
    var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "Tom & Jerry", IsUnique = true });
    var again = await tom.CreateConversationAsync(["Jerry"], new() { IsUnique = true });
    Console.WriteLine($"  {chat.Name}: {string.Join(", ", chat.Members)}; asked for again: {(again.Id == chat.Id ? "the same" : "another")}");
    Console.WriteLine($"  Jerry was invited by {(await invited).By}");

    Title("Text, with a receipt");
    var heard = Next(jerry.Messages);
    var delivered = Next(tom.Receipts);
    var ack = await chat.SendAsync("耗子，起床！", new SendOptions { RequestReceipt = true });
    await Task.WhenAll(heard, delivered);
    Console.WriteLine($"  the server has it: message {ack.MessageId} at {ack.Timestamp:HH:mm:ss.fff}");

    Title("An image, by its address: nothing is fetched or uploaded");
    heard = Next(jerry.Messages);
    await chat.SendAsync(new ImageMessage { Url = new Uri("https://files.example.com/cat-and-mouse.png"), Text = "猫和老鼠" });
    await heard;

    Title("Who is online?");
    Console.WriteLine($"  {string.Join(", ", await tom.GetOnlineAsync(["Jerry", "Spike"]))}");

    Title("The network is gone, for both; Tom writes all the same");
    var back = Task.WhenAll(Back(tom), Back(jerry));
    heard = Next(jerry.Messages);
    server.DropConnections();
    await chat.SendAsync("Can you hear me?");
    await Task.WhenAll(back, heard);

    Title("History, from the beginning");
    await foreach (var message in chat.GetHistoryAsync(new() { Direction = HistoryDirection.Newer }))
        Console.WriteLine($"  {message.Timestamp:HH:mm:ss} {message.From}: {Tally.Describe(message)}");

    Title("Logout");
    await tom.CloseAsync();
    await jerry.CloseAsync();
    await Task.WhenAll(Reached<ConnectionState.Disconnected>(tom), Reached<ConnectionState.Disconnected>(jerry));
}

static void Title(string text) => Console.WriteLine($"\n{text}");

// The next value of a stream, within five seconds.
static Task<T> Next<T>(IObservable<T> stream) => stream.FirstAsync().Timeout(TimeSpan.FromSeconds(5)).ToTask();

static Task<T> Reached<T>(LeanClient client) where T : ConnectionState => Next(client.StateChanges.OfType<T>());

static Task<ConnectionState> Back(LeanClient client) => Next(client.StateChanges.Where(state => state is ConnectionState.Connected { IsReconnect: true }));
