using System.Reactive.Linq;
using LeanRx;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

/// <summary>Clients in a host. Compiled, so that the page shows what works; not run.</summary>
static class Hosting
{
    static void AsServices(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLeanClient(builder.Configuration.GetSection("Chat"));
        builder.Services.AddLeanClient("bot", builder.Configuration.GetSection("Bot"), (services, options) => options with
        {
            SignatureProvider = services.GetRequiredService<ISignatureProvider>(),
        });
        builder.Services.AddHostedService<Listener>();
        builder.Services.AddHealthChecks().AddLeanClient().AddLeanClient("bot");

        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.Run();
    }

    sealed class Listener([FromKeyedServices("bot")] LeanClient bot, ILogger<Listener> logger) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            bot.Messages.OfType<TextMessage>().ForEachAsync(message => logger.LogInformation("{From}: {Text}", message.From, message.Text), stoppingToken);
    }
}
