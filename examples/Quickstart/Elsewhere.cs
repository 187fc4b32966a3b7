using LeanRx;
using LeanRx.Server;
using Microsoft.AspNetCore.Builder;

/// <summary>The same client and server in other surroundings. Compiled, so that the README shows what works; not run.</summary>
static class Elsewhere
{
    static LeanClient AgainstLeanCloud() => new(new LeanClientOptions
    {
        Server = new Uri("https://your-app.example.com"),
        ApplicationId = "your application's id",
        ClientId = "Tom",
    });

    static void InsideYourOwnApp(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLeanRx(new LeanServerOptions
        {
            Engine = new ServerOptions
            {
                Apps =
                [
                    new AppOptions
                    {
                        ApplicationId = "chat-example-application",
                        MasterKey = builder.Configuration["Chat:MasterKey"],
                        RequireLoginSignature = true,
                    },
                ],
            },
        });

        var app = builder.Build();
        app.MapLeanRx("/chat");
        app.Run();
    }

    static void FromConfiguration(WebApplicationBuilder builder) =>
        builder.Services.AddLeanRx(builder.Configuration.GetSection("LeanRx"), (services, options) => options with
        {
            Files = DirectoryFileStore.Open("data/files"),
        });
}
