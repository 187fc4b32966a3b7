using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Cli.Tests;

/// <summary>Law 14: acked means durable. The server is a process of its own and dies by SIGKILL in the middle of the work.</summary>
public sealed class KillTests : ToolTest
{
    static readonly int s_sends = Amount.Of(some: 2_000, all: 10_000);

    readonly string _data = Directory.CreateTempSubdirectory("leanrx-kill-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_acked_before_a_SIGKILL_is_in_history_once_and_in_order_and_both_clients_carry_on()
    {
        var (server, url) = await ServeAsync("--data", _data, "--limits", "none");
        await using var tom = NewClient(url, "Tom");
        await using var jerry = NewClient(url, "Jerry");
        var heard = new List<string>();
        var heardTheLast = jerry.Messages.OfType<TextMessage>().Do(message => heard.Add(message.Text!)).FirstAsync(message => message.Text == "last")
            .ToTask(Patience);
        await tom.OpenAsync(Patience);
        await jerry.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "killed" }, Patience);

        var acks = new List<Task<MessageAck>>();
        for (var number = 0; number < s_sends; number++)
        {
            acks.Add(chat.SendAsync(number.ToString(), Patience));
            if (number == s_sends / 2)
            {
                await acks[number / 2];
                server.Kill();
                await server.WaitForExitAsync();
                Start("serve", "--urls", url.AbsoluteUri, "--data", _data, "--limits", "none");
            }
        }
        var acked = await Task.WhenAll(acks);
        await chat.SendAsync("last", Patience);
        await heardTheLast;

        var history = new List<Message>();
        await foreach (var message in chat.GetHistoryAsync(new() { PageSize = 1000, Direction = HistoryDirection.Newer }, Patience))
            history.Add(message);
        var expected = Enumerable.Range(0, s_sends).Select(number => number.ToString()).Append("last").ToArray();
        Assert.Equal(expected, history.Cast<TextMessage>().Select(message => message.Text));
        Assert.Equal(acked.Select(ack => ack.MessageId), history.Take(s_sends).Select(message => message.Id));
        Assert.Equal(expected, heard);
    }

    static LeanClient NewClient(Uri url, string clientId) => new(new LeanClientOptions
    {
        Server = url,
        ClientId = clientId,
        ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500)),
    });
}
