// The guide, played: dotnet run --project examples/Guide -- all | list | NAME | ROW
using Guide.Playing;

return await new Playbill(Console.Out).RunAsync(args);
