using System.Net;
using System.Reactive.Concurrency;
using System.Text;
using System.Web;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Rest;
using LeanRx.Cli.Tailing;

namespace LeanRx.Cli.Tests;

public class MessageFeedTests : ToolTest
{
    readonly List<(long Time, string Id)> _messages = [(5, "a"), (7, "b"), (7, "c"), (7, "d")];

    [Theory]
    [InlineData(1, "7d")]
    [InlineData(2, "7c 7d")]
    [InlineData(9, "5a 7b 7c 7d")]
    public async Task What_was_there_before_is_not_shown_as_new_also_where_the_last_one_has_its_time(int last, string shown)
    {
        using var http = new HttpClient(new History(_messages)) { BaseAddress = new Uri("http://localhost") };
        var api = new RestApi(
            http, new Pace(TaskPoolScheduler.Default, 1_000), TaskPoolScheduler.Default, static (reason, _) => throw new InvalidOperationException(reason));
        await using var feed = new MessageFeed(api, TaskPoolScheduler.Default, new TailSettings(last, null, null, IsJson: false))
            .ReadAsync(Patience).GetAsyncEnumerator(Patience);
        foreach (var expected in shown.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.Equal(expected, await NextAsync(feed));

        _messages.AddRange([(7, "e"), (8, "f")]);

        Assert.Equal("7e", await NextAsync(feed));
        Assert.Equal("8f", await NextAsync(feed));
    }

    static async Task<string> NextAsync(IAsyncEnumerator<MessageEntry> feed)
    {
        Assert.True(await feed.MoveNextAsync());
        return $"{feed.Current.Timestamp}{feed.Current.Id}";
    }

    /// <summary>The messages of an application: the last ones first, or forwards from a place.</summary>
    sealed class History(List<(long Time, string Id)> messages) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
            var from = (Time: long.Parse(query["timestamp"] ?? "0", null), Id: query["msgid"] ?? "");
            var page = (query["reversed"] == "true" ? messages.Where(message => message.CompareTo(from) > 0) : Enumerable.Reverse(messages))
                .Take(int.Parse(query["limit"]!, null)).Select(static message => $$"""{"msg-id":"{{message.Id}}","timestamp":{{message.Time}}}""");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($"[{string.Join(',', page)}]", Encoding.UTF8, "application/json"),
            });
        }
    }
}
