using System.Collections.Concurrent;

namespace LeanRx.Server.AspNetCore.Tests;

[Collection(nameof(CountingTests))]
[Trait("Speed", "slow")]
public class UnobservedTaskTests : ServerTest
{
    const int Clients = 20;

    /// <summary>An application that listens to what nobody observed hears of its own mistakes alone.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clients_that_end_leave_no_exception_that_nobody_observes(bool isServerFirst)
    {
        var unobserved = new ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs what) => unobserved.Enqueue(what.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            var server = await StartAsync();
            await OpenAndCloseAsync(server, isServerFirst);
            for (var i = 0; i < 5; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                await Task.Yield();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Empty(unobserved);
    }

    async Task OpenAndCloseAsync(LeanServer server, bool isServerFirst)
    {
        var clients = Enumerable.Range(0, Clients).Select(number => new LeanClient(server.Url, $"client-{number}")).ToArray();
        await Task.WhenAll(clients.Select(client => client.OpenAsync(Patience)));
        if (isServerFirst)
            await server.DisposeAsync();
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }
}
