using System.Collections.Concurrent;
using System.Net;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Hooks are asked about changes over REST side by side, and the changes are made in the order of their arrival, in both spellings.</summary>
public class RestHookOrderTests : RestTest
{
    [Theory]
    [InlineData("PUT", "/1.2/rtm/conversations/{0}", """{"name":"first"}""", """{"name":"second"}""")]
    [InlineData("PUT", "/1.1/classes/_Conversation/{0}", """{"name":"first"}""", """{"name":"second"}""")]
    [InlineData("PUT", "/1.1/classes/_Conversation/{0}", """{"name":"first","m":["Tom"]}""", """{"name":"second","m":["Tom"]}""")]
    public async Task The_later_change_holds_though_the_hook_thinks_longer_about_the_earlier_one(string method, string path, string first, string second)
    {
        var hook = new PatientHook();
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions
            {
                Apps = [AppOptions.Demo with
                {
                    Hooks = [new HookOptions(hook) { Points = HookPoints.ConversationUpdating, Timeout = TimeSpan.FromHours(1) }],
                }],
            },
        });
        var id = await CreateAsync(server, "conversations", """{"m":["Tom"]}""");
        var earlier = CallAsync(server, method, string.Format(null, path, id), first);
        var answerFirst = await hook.AskedAsync(Patience);
        var later = CallAsync(server, method, string.Format(null, path, id), second);
        (await hook.AskedAsync(Patience)).SetResult(ConversationDecision.Accept);
        answerFirst.SetResult(ConversationDecision.Accept);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], (await Task.WhenAll(earlier, later)).Select(answer => answer.StatusCode));
        Assert.Equal("second", (await server.Engine.Applications["demo"].Conversations.FindAsync(id, Patience))!.Name);
    }

    /// <summary>A hook that answers when the test does.</summary>
    sealed class PatientHook : IMessageHook
    {
        readonly ConcurrentQueue<TaskCompletionSource<ConversationDecision>> _asked = [];
        readonly SemaphoreSlim _waiting = new(0);

        public ValueTask<ConversationDecision> OnChangingAsync(ConversationChanging change, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource<ConversationDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Enqueue(answer);
            _waiting.Release();
            return new(answer.Task);
        }

        public async Task<TaskCompletionSource<ConversationDecision>> AskedAsync(CancellationToken cancellationToken)
        {
            await _waiting.WaitAsync(cancellationToken);
            Assert.True(_asked.TryDequeue(out var answer));
            return answer;
        }
    }
}
