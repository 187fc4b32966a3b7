using LeanRx.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Our server in memory, mapped into an ASP.NET Core application as it comes.</summary>
static class PipelineHost
{
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLeanRx(LeanServerHost.Options);
        await using var application = builder.Build();
        application.MapLeanRx();
        await application.StartAsync();
        await ServerProcess.ServeUntilParentGoesAsync(new Uri(application.Urls.First()));
        await application.StopAsync();
    }
}
