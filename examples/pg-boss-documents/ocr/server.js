// An OCR service for development: it "reads" a page by its name.
import express from "express";

const app = express();
app.use(express.json());
app.get("/healthz", (_request, response) => response.json({ status: "ok" }));
app.post("/recognize", ({ body: { page, image } }, response) => {
  response.json({ text: `text of page ${page}, from ${image}` });
});

const port = Number(process.env.PORT ?? 4000);
const server = app.listen(port, () => console.log(`listening on port ${server.address().port}`));
