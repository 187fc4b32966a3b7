using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx;
using LeanRx.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;

namespace Composition;

/// <summary>An application's own integration tests chat with it in process.</summary>
public sealed class InProcessTests : IAsyncLifetime
{
    readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    readonly WebApplication _application;

    public InProcessTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddLeanRx();
        _application = builder.Build();
        _application.MapLeanRx("/chat");
    }

    public async ValueTask InitializeAsync() => await _application.StartAsync(_patience.Token);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _patience.Dispose();
    }

    async Task<LeanClient> OpenAsync(string clientId)
    {
        var client = new LeanClient(new LeanClientOptions(new Uri("http://localhost/chat"), clientId)
        {
            RequireTls = false,
            Network = InProcess.Reach(_application.GetTestServer())
        });
        await client.OpenAsync(_patience.Token);
        return client;
    }

    [Fact]
    public async Task Two_people_chat()
    {
        await using var tom = await OpenAsync("Tom");
        await using var jerry = await OpenAsync("Jerry");
        var heard = jerry.Messages.OfType<TextMessage>().FirstAsync().ToTask(_patience.Token);

        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: _patience.Token);
        await chat.SendAsync("hello", cancellationToken: _patience.Token);

        Assert.Equal("hello", (await heard).Text);
    }

    [Fact]
    public async Task A_long_history_comes_whole()
    {
        await using var tom = await OpenAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: _patience.Token);
        var texts = Enumerable.Range(0, 20).Select(number => $"{number} {new string('x', 4000)}").ToList();
        foreach (var text in texts)
            await chat.SendAsync(text, cancellationToken: _patience.Token);

        var history = new List<string>();
        await foreach (var message in chat.GetHistoryAsync(new() { Direction = HistoryDirection.Newer }, _patience.Token))
            history.Add(((TextMessage)message).Text!);
        Assert.Equal(texts, history);
    }

    [Fact]
    public async Task A_file_is_uploaded()
    {
        await using var tom = await OpenAsync("Tom");
        var file = await tom.UploadAsync(new MemoryStream([1, 2, 3]), "a.bin", cancellationToken: _patience.Token);

        Assert.Equal([1, 2, 3], await _application.GetTestClient().GetByteArrayAsync(file.Url, _patience.Token));
    }

    [Fact]
    public async Task Who_closes_is_gone_and_comes_back()
    {
        await using var tom = await OpenAsync("Tom");
        await using var jerry = await OpenAsync("Jerry");
        await jerry.CloseAsync(_patience.Token);
        Assert.Equal(["Tom"], await tom.GetOnlineAsync(["Tom", "Jerry"], _patience.Token));

        await jerry.OpenAsync(_patience.Token);
        Assert.Equal(["Jerry", "Tom"], (await tom.GetOnlineAsync(["Tom", "Jerry"], _patience.Token)).Order());
    }
}
