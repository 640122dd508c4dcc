# The server, from a wheel in dist/: `python -m build && docker build -t ssoadmin-mock .`
FROM python:3.13-slim
WORKDIR /srv
COPY dist/*.whl ./
RUN pip install --no-cache-dir "$(echo *.whl)[server]" && rm *.whl
USER nobody
EXPOSE 5000
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:5000/health')"]
# From outside of the container it is reached on all interfaces only.
CMD ["ssoadmin-mock", "serve", "--host", "0.0.0.0"]
